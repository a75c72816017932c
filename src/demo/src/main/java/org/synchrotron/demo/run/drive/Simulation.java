package org.synchrotron.demo.run.drive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.synchrotron.demo.run.report.Numbers;
import org.synchrotron.demo.run.report.Progress;
import org.synchrotron.demo.run.schedule.Event;
import org.synchrotron.demo.run.schedule.Schedule;

/**
 * The history as a simulation of discrete events. Each upload is waited for before the next event happens, so the server sees
 * the same order every time. Who is online receives meanwhile; so does the author what the server made of the upload.
 */
public final class Simulation {

    /** Threads on which authors work offline. */
    private static final int DESKS = 2;

    private final Authors authors;
    private final Progress progress;
    private int uploads;
    private long actions;

    public Simulation(Authors authors, Progress progress) {
        this.authors = authors;
        this.progress = progress;
    }

    /** Lets everything happen, and then brings all clients up to date. */
    public void run(Schedule schedule) throws InterruptedException {
        ExecutorService desks = Executors.newFixedThreadPool(DESKS);
        try {
            replay(schedule, desks);
            catchUp();
        } finally {
            desks.shutdownNow();
        }
    }

    private void replay(Schedule schedule, Executor desks) throws InterruptedException {
        int total = schedule.spells().size();
        progress.phase("Replaying the history");
        List<Event> events = schedule.events();
        for (Event event : events) {
            Author author = authors.named(event.author());
            if (event instanceof Event.GoesOffline begins) {
                author.workOffline(begins.spell(), desks);
                actions += begins.spell().commits().size();
            } else if (event instanceof Event.GoesOnline) {
                author.goOnline();
                author.awaitAccepted();
                uploads++;
            } else if (event instanceof Event.LooksIn) {
                author.goOnline();
            } else {
                author.goOffline();
            }
            progress.step(uploads, total, day(event) + ", " + Numbers.of(actions) + " commits");
        }
        progress.done(Numbers.of(actions) + " commits in " + Numbers.of(uploads) + " uploads");
    }

    private void catchUp() throws InterruptedException {
        progress.phase("Bringing all clients up to date");
        long head = authors.all().stream().mapToLong(Author::head).max().orElse(0);
        int done = 0;
        authors.all().forEach(author -> author.goOnline(head));
        for (Author author : authors.all()) {
            author.awaitSynced();
            progress.step(++done, authors.all().size(), author.name());
        }
        progress.done(done + " clients");
    }

    private static String day(Event event) {
        return Instant.ofEpochMilli(event.at())
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}

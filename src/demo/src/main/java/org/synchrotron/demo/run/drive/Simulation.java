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
 * Replays the history as a simulation of discrete events. It waits for each upload before the next event, so the server sees the
 * same order in each run. Meanwhile, clients that are online receive deliveries; the uploading one receives the server's
 * corrections.
 */
public final class Simulation {

    /** The number of threads for offline work. */
    private static final int WORKERS = 2;

    private final Authors authors;
    private final Progress progress;
    private int uploads;
    private long actions;

    public Simulation(Authors authors, Progress progress) {
        this.authors = authors;
        this.progress = progress;
    }

    /** Runs all events and then brings all clients up to date. */
    public void run(Schedule schedule) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            replay(schedule, workers);
            catchUp();
        } finally {
            workers.shutdownNow();
        }
    }

    private void replay(Schedule schedule, Executor workers) throws InterruptedException {
        int total = schedule.periods().size();
        progress.phase("Replaying the history");
        List<Event> events = schedule.events();
        for (Event event : events) {
            Author author = authors.named(event.author());
            if (event instanceof Event.StartsWork begins) {
                author.workOffline(begins.period(), workers);
                actions += begins.period().commits().size();
            } else if (event instanceof Event.UploadsWork) {
                author.goOnline();
                author.awaitAccepted();
                uploads++;
            } else if (event instanceof Event.Connects) {
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

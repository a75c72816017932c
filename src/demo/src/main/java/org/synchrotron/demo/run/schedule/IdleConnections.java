package org.synchrotron.demo.run.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.schedule.Event.Connects;
import org.synchrotron.demo.run.schedule.Event.Disconnects;
import org.synchrotron.demo.run.schedule.Event.StartsWork;
import org.synchrotron.demo.run.schedule.Event.UploadsWork;

/**
 * Adds connections of idle authors to a schedule: one idle author at a time is online, until the next one connects. The next is
 * an author who starts to work soon, or else the author who has been offline for the longest time. So no client lags by years,
 * and clients receive while others upload.
 */
final class IdleConnections {

    /** The length of a connection in uploads: enough to receive the records of a few years. */
    private static final int UPLOADS = 2;

    /** The number of events that count as soon. */
    private static final int SOON = 12;

    private final List<Event> work;
    private final List<Event> events = new ArrayList<>();
    private final Queue<String> idle;
    private final Set<OfflinePeriod> prepared = new HashSet<>();
    private @Nullable String connected;
    private int uploads;

    private IdleConnections(List<Event> work, Collection<String> authors) {
        this.work = work;
        this.idle = new ArrayDeque<>(authors);
    }

    /** {@return the events of the work and of idle connections} At the beginning, all authors are idle. */
    static List<Event> between(List<Event> work, Collection<String> authors) {
        IdleConnections connections = new IdleConnections(work, authors);
        for (int now = 0; now < work.size(); now++) {
            connections.add(now);
        }
        return connections.events;
    }

    private void add(int now) {
        Event event = work.get(now);
        events.add(event);
        if (event instanceof StartsWork) {
            startsWork(event.author());
        } else if (event instanceof Disconnects) {
            idle.add(event.author());
        } else if (event instanceof UploadsWork && ++uploads % UPLOADS == 0) {
            connectNext(now, event.at());
        }
    }

    private void startsWork(String author) {
        idle.remove(author);
        if (author.equals(connected)) {
            connected = null;
        }
    }

    private void connectNext(int now, long at) {
        String next = next(now);
        if (next == null) {
            return;
        }
        idle.remove(next);
        if (connected != null) {
            events.add(new Disconnects(connected, at));
            idle.add(connected);
        }
        events.add(new Connects(next, at));
        connected = next;
    }

    private @Nullable String next(int now) {
        for (Event event : work.subList(now + 1, Math.min(now + SOON, work.size()))) {
            if (event instanceof StartsWork begins && idle.contains(event.author()) && prepared.add(begins.period())) {
                return event.author();
            }
        }
        return idle.peek();
    }
}

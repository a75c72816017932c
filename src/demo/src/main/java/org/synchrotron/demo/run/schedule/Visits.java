package org.synchrotron.demo.run.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.schedule.Event.GoesHome;
import org.synchrotron.demo.run.schedule.Event.GoesOffline;
import org.synchrotron.demo.run.schedule.Event.GoesOnline;
import org.synchrotron.demo.run.schedule.Event.LooksIn;

/**
 * Who is at home looks in by turns: always one author, until the next takes over. So nobody is ever years behind, and devices
 * receive while others upload.
 */
final class Visits {

    /** Long enough to catch up on a few years. */
    private static final int UPLOADS = 3;

    private final Queue<String> home;
    private final List<Event> events = new ArrayList<>();
    private @Nullable String visitor;
    private int uploads;

    private Visits(Collection<String> authors) {
        home = new ArrayDeque<>(authors);
    }

    /** {@return the events with visits in between} At the beginning, all are at home. */
    static List<Event> among(List<Event> events, Collection<String> authors) {
        Visits visits = new Visits(authors);
        events.forEach(visits::take);
        return visits.events;
    }

    private void take(Event event) {
        events.add(event);
        if (event instanceof GoesOffline) {
            goesToWork(event.author());
        } else if (event instanceof GoesHome) {
            home.add(event.author());
        } else if (event instanceof GoesOnline && ++uploads % UPLOADS == 0) {
            change(event.at());
        }
    }

    private void goesToWork(String author) {
        home.remove(author);
        if (author.equals(visitor)) {
            visitor = null;
        }
    }

    private void change(long at) {
        String next = home.poll();
        if (next == null) {
            return;
        }
        if (visitor != null) {
            events.add(new GoesHome(visitor, at));
            home.add(visitor);
        }
        events.add(new LooksIn(next, at));
        visitor = next;
    }
}

package org.synchrotron.demo.run.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.demo.run.schedule.Event.GoesHome;
import org.synchrotron.demo.run.schedule.Event.GoesOffline;
import org.synchrotron.demo.run.schedule.Event.GoesOnline;
import org.synchrotron.demo.run.schedule.Event.LooksIn;

/**
 * Who is at home looks in now and then: one author at a time, until the next takes over. Whoever goes to work soon comes first,
 * then whoever was away for the longest. So nobody is ever years behind, and devices receive while others upload.
 */
final class Visits {

    /** How many uploads a visit lasts: enough to catch up on a few years. */
    private static final int UPLOADS = 2;

    /** How many events ahead is soon. */
    private static final int SOON = 12;

    private final List<Event> work;
    private final List<Event> events = new ArrayList<>();
    private final Queue<String> home;
    private final Set<Spell> prepared = new HashSet<>();
    private @Nullable String visitor;
    private int uploads;

    private Visits(List<Event> work, Collection<String> authors) {
        this.work = work;
        this.home = new ArrayDeque<>(authors);
    }

    /** {@return the events of the work, with visits in between} At the beginning, all authors are at home. */
    static List<Event> between(List<Event> work, Collection<String> authors) {
        Visits visits = new Visits(work, authors);
        for (int now = 0; now < work.size(); now++) {
            visits.take(now);
        }
        return visits.events;
    }

    private void take(int now) {
        Event event = work.get(now);
        events.add(event);
        if (event instanceof GoesOffline) {
            goesToWork(event.author());
        } else if (event instanceof GoesHome) {
            home.add(event.author());
        } else if (event instanceof GoesOnline && ++uploads % UPLOADS == 0) {
            change(now, event.at());
        }
    }

    private void goesToWork(String author) {
        home.remove(author);
        if (author.equals(visitor)) {
            visitor = null;
        }
    }

    private void change(int now, long at) {
        String next = next(now);
        if (next == null) {
            return;
        }
        home.remove(next);
        if (visitor != null) {
            events.add(new GoesHome(visitor, at));
            home.add(visitor);
        }
        events.add(new LooksIn(next, at));
        visitor = next;
    }

    private @Nullable String next(int now) {
        for (Event event : work.subList(now + 1, Math.min(now + SOON, work.size()))) {
            if (event instanceof GoesOffline begins && home.contains(event.author()) && prepared.add(begins.spell())) {
                return event.author();
            }
        }
        return home.peek();
    }
}

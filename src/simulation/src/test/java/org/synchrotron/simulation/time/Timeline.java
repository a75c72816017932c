package org.synchrotron.simulation.time;

import java.util.Comparator;
import java.util.PriorityQueue;

/** The one scheduler of a run: events in the order of their virtual time, and those of one time in the order of their planning. */
public final class Timeline {

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::atMs).thenComparingLong(Event::sequence);

    private record Event(long atMs, long sequence, Runnable work) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private long nowMs;
    private long planned;

    /** {@return the virtual time in milliseconds since the run began} */
    public long nowMs() {
        return nowMs;
    }

    /** Plans work, so many milliseconds from now. */
    public void after(long delayMs, Runnable work) {
        events.add(new Event(nowMs + delayMs, planned++, work));
    }

    /** Lets time pass, with all that happens meanwhile. */
    public void pass(long durationMs) {
        long until = nowMs + durationMs;
        for (Event next = events.peek(); next != null && next.atMs() <= until; next = events.peek()) {
            events.remove(next);
            nowMs = next.atMs();
            next.work().run();
        }
        nowMs = until;
    }
}

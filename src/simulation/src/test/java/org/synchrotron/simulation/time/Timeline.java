package org.synchrotron.simulation.time;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of a run. Events run in the order of their virtual times, events of equal time in the order of their planning.
 * Used by one thread.
 */
public final class Timeline {

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::atMs).thenComparingLong(Event::sequence);

    private record Event(long atMs, long sequence, Runnable work) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private long nowMs;
    private long planned;
    private @Nullable Error failure;

    /** {@return the virtual time in milliseconds since the start of the run} */
    public long nowMs() {
        return nowMs;
    }

    /** Plans work for so many milliseconds from now. */
    public void after(long delayMs, Runnable work) {
        events.add(new Event(nowMs + delayMs, planned++, work));
    }

    /**
     * Ends the run with this error, after the event that is running. The product handles errors, so an error alone would not end it.
     *
     * @return the error, to be thrown
     */
    public Error fail(Error error) {
        if (failure == null) {
            failure = error;
        }
        return error;
    }

    /** Advances the virtual time by so many milliseconds, and runs the events of that span. */
    public void pass(long durationMs) {
        long until = nowMs + durationMs;
        for (Event next = events.peek(); next != null && next.atMs() <= until; next = events.peek()) {
            events.remove(next);
            nowMs = next.atMs();
            next.work().run();
            throwFailure();
        }
        nowMs = until;
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}

package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.store.ReadOnlySql;

/**
 * The end of a client:
 *
 * <ol>
 *   <li>new readers are refused, and present ones are ended;
 *   <li>new work is refused; the client's thread finishes the queued work;
 *   <li>its last work is the last steps; each runs even if an earlier one failed.
 * </ol>
 *
 * A caller waits for all of it, except on the client's own thread. Thread-safe.
 */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** A replay may take long. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** The listener may be waiting for the thread that closes. */
    private static final Duration LONGEST_FOR_A_LISTENER = Duration.ofSeconds(5);

    /** For readers whose call of SQLite cannot be interrupted. */
    private static final Duration LONGEST_FOR_READERS = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final WriterThread thread;
    private final ReadOnlySql reading;
    private final GuardedListener listener;
    private final LongSupplier nanoTime;
    private final List<Runnable> lastSteps;

    /** @param lastSteps run in this order; the last one releases the file */
    Closing(
            WriterThread thread,
            ReadOnlySql reading,
            GuardedListener listener,
            LongSupplier nanoTime,
            List<Runnable> lastSteps) {
        this.thread = thread;
        this.reading = reading;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.lastSteps = lastSteps;
    }

    /** Closes. A second call only waits. */
    void close() {
        reading.end();
        thread.end(this::finish);
        if (!thread.isCurrent() && !isFinished()) {
            LOG.warn("the client is still at work, and closes its file when that is done");
        }
    }

    private void finish() {
        reading.awaitEnd(LONGEST_FOR_READERS);
        for (Runnable step : lastSteps) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                LOG.error("the client was not closed properly", e);
            }
        }
    }

    /** {@return whether the client's thread has ended} Waits for that, also on an interrupted thread. */
    private boolean isFinished() {
        boolean interrupted = false;
        boolean finished = false;
        Patience patience = new Patience();
        while (!finished && !patience.isOver()) {
            try {
                finished = thread.awaitEnd(LOOK);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return finished;
    }

    /** Of one caller. */
    private final class Patience {

        private final long begin = nanoTime.getAsLong();
        private long call;
        private long callSince = begin;

        boolean isOver() {
            long now = nanoTime.getAsLong();
            long present = listener.callUnderWay();
            if (present != call || present == GuardedListener.NO_CALL) {
                call = present;
                callSince = now;
            }
            return now - begin >= LONGEST.toNanos() || now - callSince >= LONGEST_FOR_A_LISTENER.toNanos();
        }
    }
}

package org.synchrotron.server.announce;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Has withdrawals carried out when they are asked for, and regularly, because some may have failed. A leaf calls {@link #connected} and {@link
 * #notified}, and {@link #lookIfDue} when {@link #due} is over. One thread at a time makes these calls; the work has another one, and is never
 * done twice at a time.
 */
public final class WithdrawalListener {

    /** How long it looks at the latest after a look. */
    public static final Duration PAUSE = Duration.ofSeconds(60);

    /** While the work goes on, it looks again after so long: what was asked for meanwhile may be too late for it. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Runnable work;
    private final Executor threads;
    private final LongSupplier nanos;
    private final AtomicBoolean working = new AtomicBoolean();
    private long next;

    /**
     * @param work carries out what is due; may take long
     * @param threads runs the work
     * @param nanos a clock that never goes back, in nanoseconds
     */
    public WithdrawalListener(Runnable work, Executor threads, LongSupplier nanos) {
        this.work = work;
        this.threads = threads;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** It listens from now on; withdrawals may have been asked for before. */
    public void connected() {
        notified();
    }

    /** A withdrawal may have been asked for. */
    public void notified() {
        next = nanos.getAsLong();
    }

    /** {@return how long until the next look; zero if it is due} */
    public Duration due() {
        long left = next - nanos.getAsLong();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /** Looks, if that is due. */
    public void lookIfDue() {
        if (!due().isZero()) {
            return;
        }
        boolean begins = working.compareAndSet(false, true);
        next = nanos.getAsLong() + (begins ? PAUSE : BUSY).toNanos();
        if (begins) {
            begin();
        }
    }

    private void begin() {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } finally {
                    working.set(false);
                }
            });
        } catch (RejectedExecutionException theServerEnds) {
            working.set(false);
        }
    }
}

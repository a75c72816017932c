package org.synchrotron.server.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;

/**
 * Uploads that hold the log's lock for long leave it to others for twice as long, all of them together, while others upload who need it for
 * moments only. So those find it free most of the time. A client sends its next upload after the answer to the last one, so that the answer is what
 * waits. Thread-safe.
 */
final class UploadPace {

    /** Who holds the lock for less is not noticed by others. */
    private static final long LONG = Duration.ofMillis(50).toNanos();

    /** How long somebody who uploads now and then counts as one who uploads. */
    private static final long LATELY = Duration.ofSeconds(10).toNanos();

    /** The longest pause: a client waits for an answer, and so does what holds its message. */
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();

    private static final int TIMES = 2;

    private final LongSupplier nanos;

    /** Up to when uploads that take long pause; null if none has. */
    private @Nullable Long free;

    private @Nullable UserId quick;
    private long quickAt;

    /** Somebody else than {@link #quick}, so that there is an answer for each user. */
    private @Nullable UserId other;

    private long otherAt;

    /** @param nanos the time, with any origin */
    UploadPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** {@return the present time, for {@link #pause}} */
    long now() {
        return nanos.getAsLong();
    }

    /**
     * {@return how long the answer to an upload waits}
     *
     * @param since when it got the log's lock
     */
    synchronized Duration pause(UserId user, long since) {
        long now = now();
        long held = now - since;
        if (held < LONG) {
            note(user, now);
            return Duration.ZERO;
        }
        if (!othersUpload(user, now)) {
            return Duration.ZERO;
        }
        long from = free == null || free - now < 0 ? now : free;
        free = Math.min(from - now + TIMES * held, LONGEST) + now;
        return Duration.ofNanos(free - now);
    }

    private void note(UserId user, long now) {
        if (quick != null && !quick.equals(user)) {
            other = quick;
            otherAt = quickAt;
        }
        quick = user;
        quickAt = now;
    }

    private boolean othersUpload(UserId user, long now) {
        return (quick != null && !quick.equals(user) && now - quickAt < LATELY)
                || (other != null && !other.equals(user) && now - otherAt < LATELY);
    }
}

package org.synchrotron.server.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.log.UserId;

/**
 * How uploads share the log's lock. While others upload who need it for moments only, an upload that needs it for long takes it for a few of its
 * records at a time, and leaves it to others for twice as long afterwards, all such uploads together. So others find it free most of the time,
 * and wait for a moment otherwise. A client sends its next upload after the answer to the last one, so that the answer is what waits. Thread-safe.
 */
final class UploadPace {

    /** Who holds the lock for less is not noticed by others. */
    private static final long LONG = Duration.ofMillis(50).toNanos();

    /** How long somebody else waits at most for an upload that takes the lock several times, about. */
    private static final long AT_ONCE = Duration.ofMillis(25).toNanos();

    /** How many records an upload takes the lock for before it is known how long they take. */
    private static final int FIRST = 8;

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

    /** How one upload, or several that share a transaction, hold the lock. Not thread-safe. */
    final class Hold {

        private final UserId user;
        private final boolean divisible;
        private long since;
        private long held;
        private int records;

        private Hold(UserId user, boolean divisible) {
            this.user = user;
            this.divisible = divisible;
        }

        UserId user() {
            return user;
        }

        /** The lock is taken. */
        void takes() {
            since = nanos.getAsLong();
        }

        /**
         * The lock is free again. What takes long because several share it is not one user's.
         *
         * @param uploads how many uploads shared the transaction
         * @param done how many records of the first one, or of its beginning, are accepted
         */
        void frees(int uploads, int done) {
            held += uploads > 1 ? 0 : nanos.getAsLong() - since;
            records = done;
        }

        /** {@return for how many records it may take the lock next} */
        int most() {
            if (!divisible || !othersUpload(user)) {
                return Integer.MAX_VALUE;
            }
            return records == 0
                    ? FIRST
                    : (int) Math.max(1, Math.min(Integer.MAX_VALUE, AT_ONCE * records / Math.max(1, held)));
        }

        /** {@return how long the answer waits} */
        Duration pause() {
            return UploadPace.this.pause(user, held);
        }
    }

    /** @param divisible whether the upload can be accepted in several transactions */
    Hold hold(UserId user, boolean divisible) {
        return new Hold(user, divisible);
    }

    private synchronized Duration pause(UserId user, long held) {
        long now = nanos.getAsLong();
        if (held < LONG) {
            note(user, now);
            return Duration.ZERO;
        }
        if (!othersUpload(user)) {
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

    private synchronized boolean othersUpload(UserId user) {
        long now = nanos.getAsLong();
        return (quick != null && !quick.equals(user) && now - quickAt < LATELY)
                || (other != null && !other.equals(user) && now - otherAt < LATELY);
    }
}

package org.synchrotron.server.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.synchrotron.log.UserId;

/**
 * What each user may use of something per minute: a bucket that holds the amount of a minute, and fills again evenly. It may be overdrawn,
 * because some costs are known only afterwards; then it takes longer until there is room. Thread-safe.
 */
final class MinuteAllowance {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long perMinute;
    private final LongSupplier nanos;

    /** When the bucket of each user is full again. Those that are full are not kept. */
    private final Map<UserId, Long> full = new HashMap<>();

    private long nextCleaning;

    /** @param nanos the time, with any origin */
    MinuteAllowance(long perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
        this.nextCleaning = nanos.getAsLong();
    }

    /** {@return how long until the user's bucket is not empty; zero if it is not} */
    Duration untilAllowed(UserId user) {
        return Duration.ofNanos(Math.max(0, used(user) - MINUTE + 1));
    }

    /** {@return which part of the amount of a minute the user has used, and not got back yet} */
    double share(UserId user) {
        return (double) used(user) / MINUTE;
    }

    /** Takes so much from the user's bucket. */
    synchronized void use(UserId user, long amount) {
        long now = nanos.getAsLong();
        if (now - nextCleaning >= 0) {
            nextCleaning = now + MINUTE;
            full.values().removeIf(time -> time - now <= 0);
        }
        full.put(user, now + used(user, now) + (long) ((double) amount / perMinute * MINUTE));
    }

    private synchronized long used(UserId user) {
        return used(user, nanos.getAsLong());
    }

    private long used(UserId user, long now) {
        return Math.max(0, full.getOrDefault(user, now) - now);
    }
}

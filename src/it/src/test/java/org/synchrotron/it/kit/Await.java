package org.synchrotron.it.kit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions, with a time limit. No other class of the tests waits. */
public final class Await {

    /** The time limit of a condition, for a busy machine. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** The time limit for the start of a server. */
    public static final Duration BOOT_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /** A condition that should become true. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until the condition holds, for up to {@link #TIMEOUT}. */
    public static void until(String what, Condition condition) {
        until(what, TIMEOUT, condition);
    }

    /** Waits until the condition holds, for up to {@code atMost}. */
    public static void until(String what, Duration atMost, Condition condition) {
        if (!happens(what, atMost, condition)) {
            throw new AssertionError("gave up after " + atMost.toSeconds() + " s of waiting until " + what);
        }
    }

    /** {@return whether the condition holds within that time} Waits for it. */
    public static boolean happens(String what, Duration atMost, Condition condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** Lets time pass, for a network that is slow or silent. */
    public static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static boolean holds(String what, Condition condition) {
        try {
            return condition.holds();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("while waiting until " + what, e);
        }
    }
}

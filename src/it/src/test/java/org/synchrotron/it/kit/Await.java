package org.synchrotron.it.kit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The only place that waits: for a condition, with a bound. */
public final class Await {

    /** How long anything may take on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long a server may take to start. */
    public static final Duration BOOT = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /** Something that holds sooner or later. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Waits until the condition holds. */
    public static void until(String what, Condition condition) {
        until(what, PATIENCE, condition);
    }

    /** Waits until the condition holds, but no longer than this. */
    public static void until(String what, Duration atMost, Condition condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + atMost.toSeconds() + " s in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
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

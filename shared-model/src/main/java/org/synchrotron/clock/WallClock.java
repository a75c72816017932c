package org.synchrotron.clock;

/**
 * The source of wall time: the system in production, a fixed or computed value in tests and when old histories are replayed.
 * Implementations are thread-safe where several threads use one.
 */
@FunctionalInterface
public interface WallClock {

    /** {@return the current time in milliseconds since 1970-01-01T00:00:00Z; it may jump, also backwards} */
    long millis();

    /** {@return the clock of this machine} */
    static WallClock system() {
        return System::currentTimeMillis;
    }
}

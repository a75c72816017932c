package org.synchrotron.clock;

/** Where wall time comes from: the system in production, a value in tests and replays of old histories. */
@FunctionalInterface
public interface WallClock {

    /** {@return the present time in milliseconds since 1970-01-01T00:00:00Z; it may jump, also backwards} */
    long millis();

    /** {@return the clock of this machine} */
    static WallClock system() {
        return System::currentTimeMillis;
    }
}

package org.synchrotron.demo.run;

import java.time.Duration;

/** Measures one phase after the other. */
final class StopWatch {

    private long since = System.nanoTime();

    /** {@return the time since the last lap, or since the beginning} */
    Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - since);
        since = now;
        return lap;
    }
}

package org.synchrotron.demo.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Measures the durations of consecutive phases. */
final class StopWatch {

    private final LongSupplier nanoTime;
    private long since;

    StopWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        since = nanoTime.getAsLong();
    }

    /** {@return the time since the last call, or since this object was created} */
    Duration lap() {
        long now = nanoTime.getAsLong();
        Duration lap = Duration.ofNanos(now - since);
        since = now;
        return lap;
    }
}

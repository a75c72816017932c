package org.synchrotron.bench.run.setup;

import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.client.RowProgress;
import org.synchrotron.client.SyncListener;

/** Counts what a client sends and receives, and remembers how long its switches to new rows took. Thread-safe. */
public final class Traffic implements SyncListener {

    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private final AtomicLong longestSwitch = new AtomicLong();

    Traffic() {}

    @Override
    public void transferred(long bytesUp, long bytesDown) {
        up.addAndGet(bytesUp);
        down.addAndGet(bytesDown);
    }

    @Override
    public void rows(RowProgress progress) {
        longestSwitch.accumulateAndGet(progress.switchTime().toNanos(), Math::max);
    }

    /** {@return how long the longest switch to new rows took since the last call, in milliseconds; 0 if there was none} */
    public double longestSwitch() {
        return longestSwitch.getAndSet(0) / 1e6;
    }

    /** {@return the bytes of the messages that were sent} */
    public long up() {
        return up.get();
    }

    /** {@return the bytes of the messages that were received} */
    public long down() {
        return down.get();
    }
}

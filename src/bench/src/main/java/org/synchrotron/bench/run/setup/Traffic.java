package org.synchrotron.bench.run.setup;

import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.client.SyncListener;

/** Counts what a client sends and receives. Thread-safe. */
public final class Traffic implements SyncListener {

    private final AtomicLong down = new AtomicLong();

    Traffic() {}

    @Override
    public void transferred(long bytesUp, long bytesDown) {
        down.addAndGet(bytesDown);
    }

    /** {@return the bytes of the messages that were received} */
    public long down() {
        return down.get();
    }
}

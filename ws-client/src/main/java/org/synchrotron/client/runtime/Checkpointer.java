package org.synchrotron.client.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.store.Checkpoint;
import org.synchrotron.client.store.WriteAheadLog;

/**
 * Has the write-ahead log copied into the file while the client goes on: otherwise one of some sixty actions would wait for that. A client has
 * one copy at a time. Confined to the client's thread, but for the copy itself.
 */
final class Checkpointer {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    /** After so many row changes the log has some 500 new pages, a quarter of what it may have. */
    private static final long CHANGES = 300;

    /** A copy that takes longer waits for a disk. */
    private static final int PATIENCE_SECONDS = 5;

    private static final Executor THREADS = new DaemonThreads("synchrotron-checkpoint-");

    private final Checkpoint checkpoint;
    private final WriteAheadLog log;
    private final Semaphore free = new Semaphore(1);
    private long copied;

    Checkpointer(WriteAheadLog log) {
        this.log = log;
        this.checkpoint = log.checkpoint();
    }

    /** Has the log copied if much was written since the last time. */
    void look() {
        long now = log.rowChanges();
        if (now - copied >= CHANGES && free.tryAcquire()) {
            copied = now;
            THREADS.execute(this::copy);
        }
    }

    private void copy() {
        try {
            checkpoint.run();
        } finally {
            free.release();
        }
    }

    /** Waits for a copy under way, and has none made after it. */
    void close() {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the write-ahead log is still being copied");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

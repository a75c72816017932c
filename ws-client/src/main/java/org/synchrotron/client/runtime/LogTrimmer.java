package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.synchrotron.client.engine.Loop;
import org.synchrotron.client.store.ReadLimits;
import org.synchrotron.client.store.ReadOnlySql;
import org.synchrotron.client.store.WriteAheadLog;

/**
 * Keeps the write-ahead log short. SQLite empties it only while no reader uses it, and readers may overlap without a gap. While it is
 * longer than its limit:
 *
 * <ol>
 *   <li>readers that have been reading for too long are ended, if the log grows;
 *   <li>new readers wait until present ones are done, if all of these began recently, or if the log is longer than twice its limit;
 *   <li>when no reader is left, the log is emptied, and readers continue.
 * </ol>
 *
 * The client's thread never waits for readers. Confined to that thread.
 */
final class LogTrimmer {

    /** A reader that has been reading for longer will not be done soon. */
    private static final Duration NOT_LONG = Duration.ofSeconds(1);

    /** The wait after an attempt that failed because of another program's reader. */
    private static final Duration REST = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final WriteAheadLog log;
    private final ReadOnlySql readers;
    private final ReadLimits limits;
    private final LongSupplier nanoTime;
    private final Loop loop;

    private long bytesBefore;
    private boolean looksAgain;
    private boolean draining;
    private long restsUntil;

    LogTrimmer(WriteAheadLog log, ReadOnlySql readers, ReadLimits limits, LongSupplier nanoTime, Loop loop) {
        this.log = log;
        this.readers = readers;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.loop = loop;
        this.restsUntil = nanoTime.getAsLong();
    }

    /** Checks the log, after each task of the client. */
    void look() {
        long bytes = log.bytes();
        boolean grows = bytes > bytesBefore;
        bytesBefore = bytes;
        if (draining || bytes > limits.logBytes()) {
            endReaders(bytes, grows);
            trim(bytes);
            lookAgain();
        }
    }

    private void endReaders(long bytes, boolean grows) {
        if (grows || draining) {
            readers.endOld(bytes);
        }
        readers.interruptEnded();
    }

    private void trim(long bytes) {
        if (restsUntil - nanoTime.getAsLong() > 0) {
            return;
        }
        draining = bytes > 2 * limits.logBytes() || readers.oldest().compareTo(NOT_LONG) < 0;
        if (draining && readers.drain()) {
            draining = false;
            if (!log.truncate()) {
                // Another program reads.
                restsUntil = nanoTime.getAsLong() + REST.toNanos();
            }
        }
        if (!draining) {
            readers.resume();
        }
    }

    /** Also if nothing is written meanwhile, so that waiting readers continue. */
    private void lookAgain() {
        if (!looksAgain && (draining || log.bytes() > limits.logBytes())) {
            looksAgain = true;
            loop.after(LOOK, () -> looksAgain = false);
        }
    }
}

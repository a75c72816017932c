package org.synchrotron.client.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Upload;

/** How far the uploads of one connection are: one at a time is under way, each goes on after those that were answered. Not thread-safe. */
final class UploadProgress {

    private static final long NONE = 0;

    private long count;
    private long underWay = NONE;
    private @Nullable ReplayKey lastUnderWay;
    private @Nullable ReplayKey lastAnswered;
    private long answeredHead;

    /**
     * {@return the next upload, which is under way from now on}
     *
     * @param basis the ingest id up to which the client has seen the log
     * @param entries at least one
     */
    Upload begin(long basis, List<LogEntry> entries) {
        underWay = ++count;
        lastUnderWay = ReplayKey.of(entries.get(entries.size() - 1).record());
        return new Upload(underWay, basis, entries);
    }

    /** The records of the upload under way are in the server's log, whose latest ingest id is {@code head}. */
    void accepted(long head) {
        underWay = NONE;
        lastAnswered = lastUnderWay;
        answeredHead = head;
    }

    /** Nothing of the upload under way was stored. */
    void failed() {
        underWay = NONE;
    }

    /** {@return the number of the upload that waits for its answer; 0 for none} */
    long underWay() {
        return underWay;
    }

    boolean isUnderWay() {
        return underWay != NONE;
    }

    /**
     * {@return the place up to which pending records need not be uploaded now, because they were answered and their delivery is to
     * come; null if there are none}
     *
     * @param cursor the ingest id up to which the client holds the log
     */
    @Nullable
    ReplayKey answered(long cursor) {
        return cursor < answeredHead ? lastAnswered : null;
    }
}

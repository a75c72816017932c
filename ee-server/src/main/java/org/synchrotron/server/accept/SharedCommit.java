package org.synchrotron.server.accept;

import org.synchrotron.history.ReplayKey;
import org.synchrotron.protocol.UploadedRecord;
import org.synchrotron.server.log.LogHead;

/**
 * Decides which waiting uploads share the commit of another one. All of them wait for the work of all, so only small uploads of late do: a
 * device's work of days goes alone, and holds nobody up longer than its own commit. Not thread-safe: an instance serves one commit.
 */
public final class SharedCommit {

    /** Of all uploads together. Each record is a savepoint, and more than 64 slow down all of PostgreSQL. */
    private static final int MOST_RECORDS = 50;

    /** Of one upload. */
    private static final int MOST_OF_ONE = 8;

    /** Of all uploads together, about, in characters of their messages. */
    private static final long MOST_CHARACTERS = 1 << 20;

    /** Of one upload. */
    private static final long CHARACTERS_OF_ONE = 1 << 16;

    /** How far the earliest record of an upload may lie before the end of the log, in milliseconds of the records' clocks. */
    private static final long NEAR_MS = 10_000;

    private final LogHead head;
    private int records;
    private long characters;
    private boolean closed;

    /** @param head the head of the log before the commit */
    SharedCommit(Upload first, LogHead head) {
        this.head = head;
        this.closed = !add(first);
    }

    /** {@return whether the upload shares the commit; once one does not, no other does} If so, its work is counted. */
    public boolean admits(Upload next) {
        closed = closed || !add(next);
        return !closed;
    }

    private boolean add(Upload upload) {
        records += upload.records().size();
        characters += upload.characters();
        return upload.records().size() <= MOST_OF_ONE
                && records <= MOST_RECORDS
                && upload.characters() <= CHARACTERS_OF_ONE
                && characters <= MOST_CHARACTERS
                && upload.records().stream().allMatch(this::isNear);
    }

    private boolean isNear(UploadedRecord uploaded) {
        return ReplayKey.of(uploaded.record()).clock().timeMs() + NEAR_MS
                >= head.clock().timeMs();
    }
}

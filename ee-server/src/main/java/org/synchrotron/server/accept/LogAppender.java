package org.synchrotron.server.accept;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.log.LogHead;
import org.synchrotron.server.log.LogLock;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.RunResult;

/** Appends records to the log. The transaction must hold the {@link LogLock} and be in the engine's scope. Thread-safe. */
final class LogAppender {

    /**
     * The appended records, the new head of the log, and the results of all runs.
     *
     * @param ranAgain how many records of the log ran again
     */
    record Appended(long head, List<LogEntry> entries, Map<ActionId, RunResult> results, int ranAgain) {}

    private final Materializer materializer;
    private final WallClock wall;
    private final Supplier<ActionId> ids;
    private final UnreadableListener unreadable;

    LogAppender(Materializer materializer, WallClock wall, Supplier<ActionId> ids, UnreadableListener unreadable) {
        this.unreadable = unreadable;
        this.materializer = materializer;
        this.wall = wall;
        this.ids = ids;
    }

    /**
     * {@return the result of the append}
     *
     * @param head the head of the log before
     * @param records the new records in replay order, at least one
     */
    Appended append(LogHead head, List<NewRecord> records, Handle sql) {
        Instant now = Instant.ofEpochMilli(wall.millis());
        return new Append(records, head, now, ids.get(), materializer, sql).carryOut(unreadable);
    }
}

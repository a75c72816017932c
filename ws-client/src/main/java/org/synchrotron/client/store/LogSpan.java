package org.synchrotron.client.store;

import java.util.List;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;

/** Reads parts of the log, from one place to before another. Inside the caller's transaction. */
public final class LogSpan {

    /** With the parameters of two replay keys. */
    private static final String IN_SPAN = " WHERE (" + ReplayKey.SQL_COLUMNS + ") >= " + RecordRows.KEY + " AND ("
            + ReplayKey.SQL_COLUMNS + ") < " + RecordRows.KEY + " AND " + RecordTable.NOT_QUARANTINED + " ORDER BY ";

    private static final String SUMMARIES = RecordTable.SUMMARY + IN_SPAN + ReplayKey.SQL_COLUMNS;

    private static final String FIRST = "SELECT " + RecordRows.COLUMNS + " FROM synchrotron_action_records" + IN_SPAN
            + ReplayKey.SQL_COLUMNS + " LIMIT ?";

    private static final String LAST = "SELECT " + RecordRows.COLUMNS + " FROM synchrotron_action_records" + IN_SPAN
            + ReplayKey.SQL_LATEST_FIRST + " LIMIT ?";

    private final PreparedStatements statements;

    public LogSpan(Database database) {
        this.statements = database.statements();
    }

    /** {@return the log from one place to before another, in replay order} */
    public List<RecordSummary> summaries(ReplayKey from, ReplayKey to) {
        return statements.list(
                SUMMARIES,
                query -> RecordRows.bindKey(query, to, RecordRows.bindKey(query, from, 1)),
                RecordRows::summary);
    }

    /** {@return the first records from one place to before another, without their effects, in replay order} */
    public List<LogEntry> first(ReplayKey from, ReplayKey to, int limit) {
        return read(FIRST, from, to, limit);
    }

    /** {@return the last of them, the latest first} */
    public List<LogEntry> last(ReplayKey from, ReplayKey to, int limit) {
        return read(LAST, from, to, limit);
    }

    private List<LogEntry> read(String sql, ReplayKey from, ReplayKey to, int limit) {
        return statements.list(
                sql,
                query -> query.setInt(RecordRows.bindKey(query, to, RecordRows.bindKey(query, from, 1)), limit),
                RecordRows::entry);
    }
}

package org.synchrotron.client.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.synchrotron.history.CellWriters;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.log.SystemTags;

/** The cells of corrections that do not count, because their authors had not seen who wrote them since (rule 6). Inside the caller's transaction. */
public final class StaleCells {

    /** Base records before a correction that its author had not seen; almost always there are none. */
    private static final String UNSEEN = " FROM synchrotron_action_records r"
            + " WHERE (r.server_ingest_id > ? OR r.server_ingest_id IS NULL) AND r.client_id <> ?"
            + " AND (" + ReplayKey.sqlColumns("r") + ") < " + RecordRows.KEY
            + " AND r." + RecordTable.NOT_QUARANTINED
            + " AND r._tag NOT IN " + SystemTags.SQL_LIST;

    private static final String ANY_UNSEEN = "SELECT EXISTS (SELECT 1" + UNSEEN + ")";

    /** If its logic ran, a record wrote its applied changes; otherwise its known effects. */
    private static final String UNSEEN_WRITERS = "WITH unseen AS (SELECT r.*" + UNSEEN + ") SELECT "
            + RecordRows.COLUMNS
            + ", " + EffectTable.CHANGE
            + " FROM unseen CROSS JOIN synchrotron_action_modified_rows m ON m.record_number = number"
            + " WHERE applied IS NOT 'logic' UNION ALL SELECT " + RecordRows.COLUMNS + ", " + EffectTable.CHANGE
            + " FROM unseen CROSS JOIN synchrotron_applied_changes c ON c.record_number = number WHERE applied = 'logic'";

    private static final int RECORD_COLUMNS = RecordRows.COLUMNS.split(",").length;

    private final PreparedStatements statements;

    public StaleCells(Database database) {
        this.statements = database.statements();
    }

    /**
     * {@return the effects of a correction without its stale cells (rule 6)} If its arguments cannot be read, nobody knows what its
     * author had seen, and all of it counts.
     */
    public List<RowChange> removed(LogEntry correction) {
        CellWriters writers = new CellWriters();
        if (correction.record().isReadable() && anyUnseen(correction)) {
            noteUnseen(correction, writers);
        }
        return writers.withoutStaleCells(correction);
    }

    private boolean anyUnseen(LogEntry correction) {
        return statements
                .first(ANY_UNSEEN, query -> bindUnseen(query, correction), rows -> rows.getBoolean(1))
                .orElse(false);
    }

    private void noteUnseen(LogEntry correction, CellWriters writers) {
        Set<RowRef> written = correction.effects().stream().map(RowChange::row).collect(Collectors.toSet());
        statements.each(UNSEEN_WRITERS, query -> bindUnseen(query, correction), rows -> {
            Optional<RowChange> change = EffectTable.change(rows, RECORD_COLUMNS + 1);
            if (change.isPresent() && written.contains(change.get().row())) {
                writers.note(RecordRows.entry(rows), change.get());
            }
        });
    }

    private static void bindUnseen(PreparedStatement query, LogEntry correction) throws SQLException {
        query.setLong(
                1, correction.record().args().getJsonNumber(SystemTags.BASIS).longValueExact());
        query.setString(2, correction.record().client().value());
        RecordRows.bindKey(query, ReplayKey.of(correction.record()), 3);
    }
}

package org.synchrotron.client.store;

import java.time.Instant;
import java.util.List;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.RecordEdit;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.StoredArgs;

/** The table {@code edited_records}: the former arguments of records that were refused. Not thread-safe. */
public final class EditTable {

    private static final String INSERT = """
            INSERT INTO synchrotron_edited_records (record_id, edit, args, code, message, edited_at)
            SELECT id, (SELECT count(*) FROM synchrotron_edited_records WHERE record_id = id), args, ?, ?, ?
            FROM synchrotron_action_records WHERE id = ?""";

    private static final String UPDATE = "UPDATE synchrotron_action_records SET args = ? WHERE id = ?";

    private static final String OF_RECORD = "SELECT args, code, message, edited_at FROM synchrotron_edited_records"
            + " WHERE record_id = ? ORDER BY edit";

    private static final String FORGET = """
            DELETE FROM synchrotron_edited_records WHERE record_id NOT IN (SELECT id FROM synchrotron_action_records)
            AND record_id NOT IN (SELECT id FROM synchrotron_past_records)""";

    private final PreparedStatements statements;

    EditTable(Database database) {
        this.statements = database.statements();
    }

    /** Gives a refused record these arguments, and keeps the former ones. */
    public void edit(QuarantinedRecord refused, ActionRecord edited, Instant now) {
        statements.update(INSERT, insert -> {
            insert.setString(1, refused.code());
            insert.setString(2, refused.message());
            insert.setLong(3, now.toEpochMilli());
            insert.setString(4, refused.id().value());
        });
        statements.update(UPDATE, update -> {
            update.setString(1, JsonText.of(edited.args()));
            update.setString(2, edited.id().value());
        });
    }

    /** {@return what the record said before, the oldest first} */
    public List<RecordEdit> of(ActionId record) {
        return statements.list(
                OF_RECORD,
                query -> query.setString(1, record.value()),
                row -> new RecordEdit(
                        record,
                        StoredArgs.read(row.getString(1), "", HybridTimestamp.ZERO),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochMilli(row.getLong(4))));
    }

    /** Deletes what belongs to records that are no longer kept. */
    public void forget() {
        statements.update(FORGET, delete -> {});
    }
}

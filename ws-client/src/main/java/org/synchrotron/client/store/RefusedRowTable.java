package org.synchrotron.client.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowRef;

/** The table {@code refused_rows}: the rows that the server refused in this replica's corrections (rule 7). */
public final class RefusedRowTable {

    /** The server refused changes of the row on behalf of this record. */
    public record RefusedRow(ActionId record, RowRef row) {}

    private static final String INSERT =
            "INSERT INTO synchrotron_refused_rows (record_id, table_name, row_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private static final String ALL = "SELECT record_id, table_name, row_id FROM synchrotron_refused_rows";

    private final PreparedStatements statements;

    RefusedRowTable(Database database) {
        this.statements = database.statements();
    }

    /** Notes that each of these rows is refused on behalf of each of these records. */
    public void add(Collection<ActionId> corrected, Collection<RowRef> rows) {
        for (ActionId record : corrected) {
            for (RowRef row : rows) {
                insert(record, row);
            }
        }
    }

    private void insert(ActionId record, RowRef row) {
        statements.update(INSERT, insert -> {
            insert.setString(1, record.value());
            insert.setString(2, row.table());
            insert.setString(3, row.id());
        });
    }

    /** {@return all of them; there are few} */
    public Set<RefusedRow> all() {
        return new HashSet<>(statements.list(
                ALL,
                rows -> new RefusedRow(
                        new ActionId(rows.getString(1)), new RowRef(rows.getString(2), rows.getString(3)))));
    }
}

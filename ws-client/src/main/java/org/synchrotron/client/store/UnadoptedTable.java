package org.synchrotron.client.store;

import java.util.Optional;
import org.synchrotron.log.RowRef;

/** The table {@code unadopted_rows}: rows that their tables held before they were tracked; almost always none. */
public final class UnadoptedTable {

    /**
     * A row that waits.
     *
     * @param position greater than those of the rows before it
     * @param content a JSON object
     */
    public record Waiting(long position, RowRef row, String content) {}

    private static final String COUNT = "SELECT count(*) FROM synchrotron_unadopted_rows";

    private static final String AFTER = """
            SELECT position, table_name, row_id, content FROM synchrotron_unadopted_rows
            WHERE position > ? ORDER BY position LIMIT 1""";

    private static final String DELETE = "DELETE FROM synchrotron_unadopted_rows WHERE position = ?";

    private final PreparedStatements statements;

    public UnadoptedTable(Database database) {
        this.statements = database.statements();
    }

    public int count() {
        return (int) statements.number(COUNT);
    }

    /** {@return the next row after this position; 0 is before all} */
    public Optional<Waiting> after(long position) {
        return statements.first(
                AFTER,
                query -> query.setLong(1, position),
                rows -> new Waiting(
                        rows.getLong(1), new RowRef(rows.getString(2), rows.getString(3)), rows.getString(4)));
    }

    /** The row waits no more. */
    public void delete(Waiting row) {
        statements.update(DELETE, delete -> delete.setLong(1, row.position()));
    }
}

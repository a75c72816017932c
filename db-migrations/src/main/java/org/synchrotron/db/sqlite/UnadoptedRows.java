package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.literal;
import static org.synchrotron.db.tracking.Identifier.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedTable;

/** The rows that a table held before it was tracked. */
final class UnadoptedRows {

    private static final String AUDIENCE = "held." + TrackedTable.AUDIENCE_KEY;

    private final Connection connection;
    private final TrackedTable table;

    UnadoptedRows(Connection connection, TrackedTable table) {
        this.connection = connection;
        this.table = table;
    }

    /**
     * Moves all rows of the table to {@code synchrotron_unadopted_rows}. Works in the caller's transaction, after the table's triggers were
     * created, so that the application's triggers do not act.
     */
    void moveOut() throws SQLException {
        try (Statement statement = connection.createStatement();
                CaptureContext context = new CaptureContext(connection)) {
            statement.executeUpdate("INSERT INTO synchrotron_unadopted_rows (table_name, row_id, content) SELECT "
                    + literal(table.name()) + ", CAST(id AS TEXT), " + content() + " FROM " + quote(table.name())
                    + " AS held");
            CaptureContext.Setting before = context.current();
            context.undo();
            statement.executeUpdate("DELETE FROM " + quote(table.name()));
            context.restore(before);
        }
    }

    /** An expression for the row as a JSON object. */
    private String content() {
        return literal("{\"" + TrackedTable.AUDIENCE_KEY + "\":") + " || "
                + ColumnSql.anyJson(ColumnType.TEXT, AUDIENCE)
                + " || "
                + CaptureTriggers.concatenated(
                        table.columns(),
                        column -> CaptureTriggers.label(column) + " || "
                                + ColumnSql.anyJson(column.type(), "held." + quote(column.name())))
                + " || '}'";
    }
}

package org.synchrotron.db.sqlite;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;

/** The table {@code synchrotron_applied_changes}: reads the inverse changes, latest first, and deletes those that were undone. */
final class AppliedChanges implements AutoCloseable {
    /**
     * The edit that undoes one applied change.
     *
     * @param exactTexts the stored text of the JSON columns; the edit's patch holds only their value
     */
    record Inverse(long position, RowEdit edit, JsonObject exactTexts) {}

    interface Visitor {
        void visit(Inverse inverse) throws SQLException;
    }

    private static final String SELECT =
            "SELECT position, table_name, row_id, audience_key, operation, reverse_patches,"
                    + " exact_texts FROM synchrotron_applied_changes";
    private static final String OF_RECORDS = " WHERE record_number IN (SELECT value FROM json_each(?))";
    private static final String AFTER = " WHERE position > ?";
    private static final String LATEST_FIRST = " ORDER BY position DESC";

    private final Connection connection;
    private final Function<String, JsonObject> json;
    private final StatementCache<String> statements;

    AppliedChanges(Connection connection, Function<String, JsonObject> json) {
        this.connection = connection;
        this.json = json;
        statements = StatementCache.ofTexts(connection);
    }

    long lastPosition() throws SQLException {
        try (ResultSet rows = statements
                .get("SELECT max(position) FROM synchrotron_applied_changes")
                .executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void visitRecords(String records, Visitor visitor) throws SQLException {
        // Not from the cache: the visitor may call this method again while these rows are being read.
        try (PreparedStatement query = connection.prepareStatement(SELECT + OF_RECORDS + LATEST_FIRST)) {
            query.setString(1, records);
            visit(query, visitor);
        }
    }

    void visitAfter(long position, Visitor visitor) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SELECT + AFTER + LATEST_FIRST)) {
            query.setLong(1, position);
            visit(query, visitor);
        }
    }

    void deleteRecords(String records) throws SQLException {
        PreparedStatement delete = statements.get("DELETE FROM synchrotron_applied_changes" + OF_RECORDS);
        delete.setString(1, records);
        delete.executeUpdate();
    }

    void deleteAfter(long position) throws SQLException {
        PreparedStatement delete = statements.get("DELETE FROM synchrotron_applied_changes" + AFTER);
        delete.setLong(1, position);
        delete.executeUpdate();
    }

    void delete(long position) throws SQLException {
        PreparedStatement delete = statements.get("DELETE FROM synchrotron_applied_changes WHERE position = ?");
        delete.setLong(1, position);
        delete.executeUpdate();
    }

    private void visit(PreparedStatement query, Visitor visitor) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                visitor.visit(inverse(rows));
            }
        }
    }

    private Inverse inverse(ResultSet rows) throws SQLException {
        RowOperation inverse = RowOperation.valueOf(rows.getString(5)).inverse();
        return new Inverse(
                rows.getLong(1),
                new RowEdit(
                        inverse,
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        inverse == RowOperation.DELETE ? JsonValue.EMPTY_JSON_OBJECT : json.apply(rows.getString(6))),
                objectOrEmpty(rows.getString(7)));
    }

    private JsonObject objectOrEmpty(@Nullable String text) {
        return text == null ? JsonValue.EMPTY_JSON_OBJECT : json.apply(text);
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}

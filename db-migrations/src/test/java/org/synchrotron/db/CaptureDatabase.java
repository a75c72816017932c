package org.synchrotron.db;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;

/** A new, empty database with the sync schema, for the capture contract. */
public interface CaptureDatabase extends AutoCloseable {
    /** One captured row change. */
    record Captured(
            String table,
            String rowId,
            String audienceKey,
            RowOperation operation,
            JsonObject forward,
            JsonObject reverse) {
        /** Returns the change in the form in which another replica applies it. */
        RowEdit edit() {
            return new RowEdit(operation, table, rowId, audienceKey, forward);
        }
    }

    /** Returns the declaration of a column of this type. */
    String declared(ColumnType type);

    /** Returns the SQL literal of bytes that are given in hexadecimal digits. */
    String bytes(String hex);

    /** Runs DDL. */
    void define(String ddl) throws SQLException;

    /** Tracks the table. {@link #dump} contains it from now on. */
    void track(String table) throws SQLException;

    /** Runs the statements in one transaction and captures them for the record. Rolls back if one fails. */
    void execute(String recordId, List<String> statements) throws SQLException;

    /** Runs the statement in a transaction, outside an action. */
    void executeOutside(String statement) throws SQLException;

    /** Applies known effects in one transaction and captures them for the record. */
    void apply(String recordId, List<RowEdit> edits) throws SQLException;

    /** Returns the record's changes in the undo log, in the order of their positions. */
    List<Captured> captured(String recordId) throws SQLException;

    /** Undoes the records in one transaction. */
    void undo(List<String> recordIds) throws SQLException;

    /** Returns all rows of all tracked tables; equal rows have equal text. */
    String dump() throws SQLException;

    @Override
    void close() throws SQLException;
}

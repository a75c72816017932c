package org.synchrotron.db;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;

/** A database with the sync schema, as the capture contract needs it. Fresh and empty when it is handed out. */
public interface CaptureDatabase extends AutoCloseable {
    /** One applied change. */
    record Captured(
            String table,
            String rowId,
            String audienceKey,
            RowOperation operation,
            JsonObject forward,
            JsonObject reverse) {
        /** The change as another replica carries it out. */
        RowEdit edit() {
            return new RowEdit(operation, table, rowId, audienceKey, forward);
        }
    }

    /** How a column of this type is declared. */
    String declared(ColumnType type);

    /** The literal of these bytes, given in hex. */
    String bytes(String hex);

    /** Runs DDL. */
    void define(String ddl) throws SQLException;

    /** Tracks the table; {@link #dump} shows it from now on. */
    void track(String table) throws SQLException;

    /** Runs the statements in one transaction, captured for the record; nothing stays when one fails. */
    void execute(String recordId, List<String> statements) throws SQLException;

    /** Runs the statement in a transaction without any action. */
    void executeOutside(String statement) throws SQLException;

    /** Carries out known effects in one transaction, captured for the record. */
    void apply(String recordId, List<RowEdit> edits) throws SQLException;

    /** What is in the undo log for the record, in the order of its positions. */
    List<Captured> captured(String recordId) throws SQLException;

    /** Undoes the records in one transaction. */
    void undo(List<String> recordIds) throws SQLException;

    /** All rows of all tracked tables, byte for byte. */
    String dump() throws SQLException;

    @Override
    void close() throws SQLException;
}

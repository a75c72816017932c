package org.synchrotron.db.postgresql;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.db.CaptureDatabase;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;

/** A new PostgreSQL database and a user who sees all audiences of the contract. */
final class PostgresCaptureDatabase implements CaptureDatabase {

    private static final String USER = "ann";

    private final TestDatabase database = TestDatabase.migrated();
    private final List<String> tables = new ArrayList<>();

    PostgresCaptureDatabase() throws SQLException {
        database.define("""
                create or replace view synchrotron.user_audiences (user_id, audience_key) as
                values ('ann', 'u'), ('ann', 'v'), ('ann', 'user:a'), ('ann', 'user:ann')
                """);
    }

    @Override
    public String declared(ColumnType type) {
        return switch (type) {
            case REAL -> "DOUBLE PRECISION";
            case DECIMAL -> "NUMERIC";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case BYTES -> "BYTEA";
            case JSON -> "JSONB";
            default -> type.name();
        };
    }

    @Override
    public String bytes(String hex) {
        return "'\\x" + hex + "'::bytea";
    }

    @Override
    public void define(String ddl) throws SQLException {
        database.define(ddl);
    }

    @Override
    public void track(String table) throws SQLException {
        database.define("select synchrotron.track(" + Identifier.literal(table) + ")");
        tables.add(Identifier.quote(table));
    }

    @Override
    public void execute(String recordId, List<String> statements) throws SQLException {
        database.act(USER, recordId, statements.toArray(String[]::new));
    }

    @Override
    public void executeOutside(String statement) throws SQLException {
        database.transaction(session -> session.asUser(USER).run(statement));
    }

    @Override
    public void apply(String recordId, List<RowEdit> edits) throws SQLException {
        JsonArrayBuilder changes = Json.createArrayBuilder();
        for (RowEdit edit : edits) {
            changes.add(Json.createObjectBuilder()
                    .add("table_name", edit.table())
                    .add("row_id", edit.rowId())
                    .add("audience_key", edit.audienceKey())
                    .add("operation", edit.operation().name())
                    .add("forward_patches", edit.patch()));
        }
        database.transaction(session -> session.asUser(USER)
                .record(recordId)
                .value(
                        "select synchrotron.apply_changes(?::jsonb)",
                        changes.build().toString()));
    }

    @Override
    public List<Captured> captured(String recordId) throws SQLException {
        return database.transaction(session -> session.asEngine().rows("""
                                select jsonb_build_array(
                                    table_name, row_id, audience_key, operation, forward_patches, reverse_patches)
                                from synchrotron.applied_changes where action_record_id = ?::uuid order by position
                                """, recordId)).stream()
                .map(PostgresCaptureDatabase::row)
                .toList();
    }

    private static Captured row(String line) {
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonArray values = reader.readArray();
            return new Captured(
                    values.getString(0),
                    values.getString(1),
                    values.getString(2),
                    RowOperation.valueOf(values.getString(3)),
                    values.getJsonObject(4),
                    values.getJsonObject(5));
        }
    }

    @Override
    public void undo(List<String> recordIds) throws SQLException {
        database.undo(recordIds.toArray(String[]::new));
    }

    @Override
    public String dump() throws SQLException {
        return database.dump(tables.toArray(String[]::new));
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}

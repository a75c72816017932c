package org.synchrotron.db.sqlite;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.synchrotron.db.JsonLines;
import org.synchrotron.db.tracking.RowEdit;
import org.synchrotron.db.tracking.RowOperation;
import org.synchrotron.db.tracking.TrackedTable;

/** Prints how many row changes per second are applied and undone, including capture. Each run is one transaction. */
public final class SqliteThroughput {
    private static final int ROWS = 50_000;

    private interface Work {
        void run() throws SQLException;
    }

    private SqliteThroughput() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("throughput");
        Path file = directory.resolve("client.db");
        try (Connection connection = SqliteConnections.open(file)) {
            measure(connection);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private static void measure(Connection connection) throws SQLException {
        SqliteSchema.install(connection);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE files (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL,"
                    + " path TEXT, lines BIGINT, changes BIGINT, author TEXT, deleted BOOLEAN)");
        }
        TrackedTable table = SqliteTracking.track(connection, "files");
        connection.setAutoCommit(false);
        List<RowEdit> inserts = edits(RowOperation.INSERT);
        List<RowEdit> updates = edits(RowOperation.UPDATE);
        List<RowEdit> deletes = edits(RowOperation.DELETE);
        try (SqliteRows rows = new SqliteRows(connection, List.of(table), JsonLines::object)) {
            for (int round = 0; round < 3; round++) {
                timed(connection, "insert", () -> applyAll(rows, inserts));
                timed(connection, "update", () -> applyAll(rows, updates));
                timed(connection, "delete", () -> applyAll(rows, deletes));
                timed(connection, "undo of the deletes", () -> rows.undoAfter(2L * ROWS));
                rows.undoAfter(0);
            }
        }
    }

    private static void applyAll(SqliteRows rows, List<RowEdit> edits) throws SQLException {
        rows.context().record(1);
        for (RowEdit edit : edits) {
            rows.apply(edit);
        }
        rows.context().none();
    }

    private static List<RowEdit> edits(RowOperation operation) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> new RowEdit(operation, "files", "f" + i, "folder:src", patch(operation, i)))
                .toList();
    }

    private static JsonObject patch(RowOperation operation, int i) {
        return switch (operation) {
            case INSERT ->
                Json.createObjectBuilder()
                        .add("id", "f" + i)
                        .add("path", "src/main/java/File" + i + ".java")
                        .add("lines", i)
                        .add("changes", 1)
                        .add("author", "somebody")
                        .add("deleted", false)
                        .build();
            case UPDATE ->
                Json.createObjectBuilder()
                        .add("lines", -1 - i)
                        .add("changes", 2)
                        .add("author", "another")
                        .build();
            case DELETE -> JsonValue.EMPTY_JSON_OBJECT;
        };
    }

    private static void timed(Connection connection, String what, Work work) throws SQLException {
        long start = System.nanoTime();
        work.run();
        connection.commit();
        System.out.printf("%-20s %,9.0f rows/s%n", what, ROWS / ((System.nanoTime() - start) / 1e9));
    }
}

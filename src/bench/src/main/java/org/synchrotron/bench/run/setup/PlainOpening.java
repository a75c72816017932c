package org.synchrotron.bench.run.setup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongSupplier;
import org.synchrotron.db.sqlite.SqliteConnections;

/** What it takes to open a client's file by JDBC alone, and to ask it what a client asks when it opens it. */
public final class PlainOpening {

    private static final List<String> CHECKS = List.of(
            "SELECT count(sql) FROM sqlite_schema",
            "SELECT count(value) FROM synchrotron_state",
            "SELECT 1 FROM synchrotron_applied_changes WHERE record_number NOT IN"
                    + " (SELECT number FROM synchrotron_action_records) LIMIT 1",
            "SELECT 1 FROM synchrotron_action_records WHERE server_ingest_id > (SELECT CAST(value AS INTEGER) FROM"
                    + " synchrotron_state WHERE key = 'cursor') LIMIT 1",
            "SELECT 1 FROM synchrotron_action_records WHERE server_ingest_id IS NULL AND (user_id, client_id) <>"
                    + " ((SELECT value FROM synchrotron_state WHERE key = 'user_id'),"
                    + " (SELECT value FROM synchrotron_state WHERE key = 'client_id')) LIMIT 1",
            "SELECT count(*) FROM synchrotron_action_records WHERE server_ingest_id IS NULL");

    private PlainOpening() {}

    /** {@return how long it takes, in milliseconds} */
    public static double once(Path file, LongSupplier nanoTime) {
        long before = nanoTime.getAsLong();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + file, SqliteConnections.properties());
                Statement statement = connection.createStatement()) {
            for (String check : CHECKS) {
                try (ResultSet rows = statement.executeQuery(check)) {
                    rows.next();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return (nanoTime.getAsLong() - before) / 1e6;
    }
}

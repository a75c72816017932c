package org.synchrotron.bench.run.setup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.synchrotron.db.sqlite.SqliteConnections;

/**
 * A SQLite file that an application wrote by JDBC alone, with the same settings as a client's: the items, a record of each action, and a change of
 * each row, by hand or by a plain trigger. Use it from one thread.
 */
public final class PlainFile implements AutoCloseable {

    private static final String RECORD = "insert into records (id, tag, args) values (?, ?, ?)";
    private static final String CHANGE = "insert into changes (row_id, operation, patch) values (?, 'INSERT', ?)";
    private static final String ITEM = "insert into items (id, project_id, text, points) values (?, ?, ?, 0)";

    private static final String TRIGGER = """
            create trigger items_inserted after insert on items begin
              insert into changes (row_id, operation, patch) values (new.id, 'INSERT',
                json_object('id', new.id, 'project_id', new.project_id, 'text', new.text, 'points', new.points));
            end""";

    private final Connection connection;
    private final PreparedStatement record;
    private final PreparedStatement change;
    private final PreparedStatement item;

    PlainFile(Path file) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file, SqliteConnections.properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute(Replica.ddl());
                statement.execute(
                        "create table records (number integer primary key, id text unique, tag text, args text)");
                statement.execute(
                        "create table changes (number integer primary key, row_id text, operation text, patch text)");
            }
            connection.setAutoCommit(false);
            record = connection.prepareStatement(RECORD);
            change = connection.prepareStatement(CHANGE);
            item = connection.prepareStatement(ITEM);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a trigger write the changes from now on. */
    public PlainFile withTrigger() {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TRIGGER);
            connection.commit();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an item, its record and its change, in a transaction. */
    public void add(String id, String project) {
        String text = "an item of the benchmark";
        String json = "{\"id\":\"" + id + "\",\"projectId\":\"" + project + "\",\"text\":\"" + text + "\"}";
        try {
            execute(record, id, "add_item_v1", json);
            execute(change, id, json);
            execute(item, id, project, text);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds many items and one record, in a transaction; a trigger adds the changes. */
    public void addMany(String series, String project, int items) {
        try {
            execute(record, series, "add_many_v1", "{\"series\":\"" + series + "\"}");
            for (int i = 0; i < items; i++) {
                item.setString(1, Replica.id(series + " " + i));
                item.setString(2, project);
                item.setString(3, "item %,d of series %s, one of %,d".formatted(i, series, items));
                item.addBatch();
            }
            item.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

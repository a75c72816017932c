package org.synchrotron.bench.run.setup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.synchrotron.db.sqlite.SqliteConnections;

/**
 * A SQLite file that an application wrote by JDBC alone, with the same settings as a client's: the items, a record of each action, and a change of
 * each row, by hand or by a plain trigger. Use it from one thread.
 */
public final class PlainFile implements AutoCloseable {

    static final String TEXT = "an item of the benchmark";
    static final String TAG = "add_item_v1";

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
                statement.execute(Device.ddl());
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
        transaction(() -> {
            execute(record, id, TAG, args(id, project));
            execute(change, id, args(id, project));
            execute(item, id, project, TEXT);
        });
    }

    /** {@return the arguments of an action that adds an item, as JSON} */
    static String args(String id, String project) {
        return "{\"id\":\"" + id + "\",\"projectId\":\"" + project + "\",\"text\":\"" + TEXT + "\"}";
    }

    /** {@return whether an item is there} */
    boolean holds(String id) {
        try (PreparedStatement select = connection.prepareStatement("select 1 from items where id = ?")) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an item, its record and its change for each id, in one transaction and in batches. */
    public void addBatch(List<String> ids, String project) {
        transaction(() -> {
            for (String id : ids) {
                bind(record, id, TAG, args(id, project));
                record.addBatch();
                bind(change, id, args(id, project));
                change.addBatch();
                bind(item, id, project, TEXT);
                item.addBatch();
            }
            record.executeBatch();
            change.executeBatch();
            item.executeBatch();
        });
    }

    /** Adds an item and its record for each id, in one transaction and one statement after the other; a trigger adds the changes. */
    public void addEach(List<String> ids, String project) {
        transaction(() -> {
            for (String id : ids) {
                execute(record, id, TAG, args(id, project));
                execute(item, id, project, TEXT);
            }
        });
    }

    /**
     * Takes back these items and their changes, adds another one, and adds them again, in one transaction and one statement after the other; a
     * trigger adds the changes.
     *
     * @param ids all items of the file
     */
    public void goBack(List<String> ids, String foreign, String project) {
        transaction(() -> {
            try (PreparedStatement undo = connection.prepareStatement("delete from items where id = ?");
                    PreparedStatement forget = connection.prepareStatement("delete from changes where number = ?")) {
                for (int i = ids.size(); i > 0; i--) {
                    execute(undo, ids.get(i - 1));
                    execute(forget, String.valueOf(i));
                }
            }
            execute(record, foreign, TAG, args(foreign, project));
            execute(item, foreign, project, TEXT);
            for (String id : ids) {
                execute(item, id, project, TEXT);
            }
        });
    }

    /** Adds many items and one record, in a transaction; a trigger adds the changes. */
    public void addMany(String series, String project, int items) {
        transaction(() -> {
            execute(record, series, "add_many_v1", "{\"series\":\"" + series + "\"}");
            for (int i = 0; i < items; i++) {
                String text = "item %,d of series %s, one of %,d".formatted(i, series, items);
                bind(item, Replica.id(series + " " + i), project, text);
                item.addBatch();
            }
            item.executeBatch();
        });
    }

    private void transaction(PlainWork work) {
        PlainWork.committed(connection, work);
    }

    private static void execute(PreparedStatement statement, String... values) throws SQLException {
        bind(statement, values);
        statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
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

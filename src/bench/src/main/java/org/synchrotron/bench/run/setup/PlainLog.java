package org.synchrotron.bench.run.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.synchrotron.demo.run.setup.Database;

/**
 * What accepting records costs without Synchrotron: a connection to a PostgreSQL with a log, the items, and a plain trigger that notes each
 * change, by JDBC alone. Each transaction holds the lock of the log. Use it from one thread; several together are several writers.
 */
public final class PlainLog implements AutoCloseable {

    static final List<String> DDL = List.of("""
            create table plain_log (number bigint generated always as identity primary key, id uuid not null unique,
                tag text not null, args jsonb not null, created_at timestamptz not null default now())""", """
            create table plain_changes (number bigint generated always as identity primary key, row_id uuid not null,
                operation text not null, patch jsonb not null)""", """
            create table plain_items (id uuid primary key, project_id text not null, audience_key text not null
                generated always as ('project:' || project_id) stored, text text not null, points bigint not null)""", """
            create index plain_items_audience on plain_items (audience_key)""", """
            create function plain_capture() returns trigger language plpgsql as $$ begin
                insert into plain_changes (row_id, operation, patch) values (new.id, 'INSERT', to_jsonb(new));
                return null;
            end $$""", """
            create trigger plain_capture after insert on plain_items for each row execute function plain_capture()""");

    /** The server's lock of its log: the characters "synchron" as a number. */
    static final long LOCK = 0x73796E6368726F6EL;

    private static final String CHANNEL = "plain_log";
    private static final int PATIENCE_MS = 60_000;

    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement record;
    private final PreparedStatement item;
    private final PreparedStatement notify;
    private final Statement statement;

    PlainLog(Database database) {
        try {
            connection = database.connect();
            statement = connection.createStatement();
            statement.execute("listen " + CHANNEL);
            connection.setAutoCommit(false);
            lock = connection.prepareStatement("select pg_advisory_xact_lock(" + LOCK + ")");
            record = connection.prepareStatement("insert into plain_log (id, tag, args) values (?, ?, ?::jsonb)");
            item = connection.prepareStatement(
                    "insert into plain_items (id, project_id, text, points) values (?, ?, ?, 0)");
            notify = connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void transaction(PlainWork work) {
        PlainWork.committed(connection, () -> {
            lock.execute();
            work.run();
        });
    }

    /** Adds an item and its record. */
    public void add(String id, String project) {
        transaction(() -> one(id, project));
    }

    /** Adds an item and its record, and notifies all who have such a connection. */
    public void announce(String id, String project) {
        transaction(() -> {
            one(id, project);
            notify.setString(1, id);
            notify.execute();
        });
    }

    /** Waits until another connection has announced this item. */
    public void awaitAnnounced(String id) {
        try {
            connection.setAutoCommit(true);
            boolean found = false;
            while (!found) {
                PGNotification[] some = connection.unwrap(PGConnection.class).getNotifications(PATIENCE_MS);
                if (some == null || some.length == 0) {
                    throw new IllegalStateException("a commit was not announced");
                }
                found = Arrays.stream(some).anyMatch(each -> each.getParameter().equals(id));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds items and their records, together. */
    public void addBatch(List<String> ids, String project) {
        transaction(() -> {
            for (String id : ids) {
                bindRecord(id, project);
                record.addBatch();
                bindItem(id, project, PlainFile.TEXT);
                item.addBatch();
            }
            record.executeBatch();
            item.executeBatch();
        });
    }

    /** Adds items and their records, one after the other, each with a savepoint. */
    public void addEach(List<String> ids, String project) {
        transaction(() -> {
            for (String id : ids) {
                inSavepoint(() -> one(id, project));
            }
        });
    }

    /** Adds so many items for each of these records, each with a savepoint. */
    public void addMany(List<String> series, String project, int items) {
        transaction(() -> {
            for (String one : series) {
                inSavepoint(() -> many(one, project, items));
            }
        });
    }

    private void inSavepoint(PlainWork work) throws SQLException {
        statement.execute("savepoint plain");
        work.run();
        statement.execute("release savepoint plain");
    }

    private void one(String id, String project) throws SQLException {
        bindRecord(id, project);
        record.executeUpdate();
        bindItem(id, project, PlainFile.TEXT);
        item.executeUpdate();
    }

    private void many(String series, String project, int items) throws SQLException {
        bindRecord(Replica.id(series), project);
        record.executeUpdate();
        for (int i = 0; i < items; i++) {
            bindItem(
                    Replica.id(series + " " + i),
                    project,
                    "item %,d of series %s, one of %,d".formatted(i, series, items));
            item.addBatch();
        }
        item.executeBatch();
    }

    private void bindRecord(String id, String project) throws SQLException {
        record.setObject(1, UUID.fromString(id));
        record.setString(2, PlainFile.TAG);
        record.setString(3, PlainFile.args(id, project));
    }

    private void bindItem(String id, String project, String text) throws SQLException {
        item.setObject(1, UUID.fromString(id));
        item.setString(2, project);
        item.setString(3, text);
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

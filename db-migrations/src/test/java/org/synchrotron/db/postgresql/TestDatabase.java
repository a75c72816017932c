package org.synchrotron.db.postgresql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A new database with the sync schema, with methods for the administrator, users and the engine. */
final class TestDatabase implements AutoCloseable {

    private final String name;

    private @Nullable Session pooled;

    private TestDatabase(String name) {
        this.name = name;
    }

    static TestDatabase migrated() {
        return new TestDatabase(TestCluster.migratedDatabase());
    }

    /** Lets {@code ann} see {@code a}, {@code bob} see {@code b}, and both see {@code shared}. */
    static TestDatabase withAudiences() throws SQLException {
        TestDatabase database = migrated();
        database.define("""
                create or replace view synchrotron.user_audiences (user_id, audience_key) as
                values ('ann', 'a'), ('bob', 'b'), ('ann', 'shared'), ('bob', 'shared')
                """);
        return database;
    }

    String name() {
        return name;
    }

    Session administrator() throws SQLException {
        return new Session(TestCluster.administrator(name));
    }

    /** Opens a connection like the server's: it has no rights before it sets a role. */
    Session login() throws SQLException {
        return new Session(new DatabaseAddress(TestCluster.url(name), "synchrotron_login", TestCluster.LOGIN_PASSWORD));
    }

    void define(String... statements) throws SQLException {
        try (Session session = administrator()) {
            session.run(statements).commit();
        }
    }

    /** Creates and tracks a table with these columns, besides id and audience_key. */
    void table(String table, String columns) throws SQLException {
        define(
                "create table " + table + " (id text primary key, audience_key text not null" + columns + ")",
                "select synchrotron.track('" + table.replace("'", "''") + "')");
    }

    /** Executes the statements as an action of the user. */
    void act(String user, String recordId, String... statements) throws SQLException {
        transaction(session -> session.asUser(user).record(recordId).run(statements));
    }

    /** Returns how many notifications of the channel come, while a superuser executes these statements. */
    int notifications(String channel, String statements) throws SQLException {
        DatabaseAddress address = TestCluster.superuser(name);
        try (Connection listening = DriverManager.getConnection(address.url(), address.user(), address.password());
                Connection working = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            listening.createStatement().execute("listen " + channel);
            working.createStatement().execute(statements);
            // What it answers comes after the notifications of earlier commits.
            listening.createStatement().execute("select 1");
            return listening.unwrap(PGConnection.class).getNotifications().length;
        }
    }

    String undo(String... recordIds) throws SQLException {
        return transaction(session -> session.asEngine()
                .value("select synchrotron.undo(?::uuid[])", "{" + String.join(",", recordIds) + "}"));
    }

    /** Returns the captured changes of the record. */
    List<String> captured(String recordId) throws SQLException {
        return transaction(session -> session.asEngine().rows("""
                        select operation, table_name, row_id, audience_key, forward_patches, reverse_patches
                        from synchrotron.applied_changes where action_record_id = ?::uuid order by position
                        """, recordId));
    }

    /** Returns all rows of the tables as text. */
    String dump(String... tables) throws SQLException {
        return transaction(session -> {
            StringBuilder dump = new StringBuilder();
            session.asEngine();
            for (String table : tables) {
                dump.append(table).append('\n');
                session.rows("select t::text from " + table + " t order by id::text collate \"C\"")
                        .forEach(row -> dump.append(row).append('\n'));
            }
            return dump.toString();
        });
    }

    interface Work<T> {
        T in(Session session) throws SQLException;
    }

    /** Runs a transaction. All transactions use the same connection, as with a pool. */
    <T> T transaction(Work<T> work) throws SQLException {
        if (pooled == null) {
            pooled = login();
        }
        try {
            T result = work.in(pooled);
            pooled.commit();
            return result;
        } catch (SQLException failure) {
            pooled.rollback();
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        if (pooled != null) {
            pooled.close();
        }
        TestCluster.drop(name);
    }
}

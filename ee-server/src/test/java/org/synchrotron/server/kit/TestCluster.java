package org.synchrotron.server.kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;
import org.synchrotron.server.log.Conflicts;

/** One PostgreSQL server for all tests of the process, with a migrated template from which databases are copied. */
final class TestCluster {

    private static final String TEMPLATE = "items_template";
    static final String LOGIN_PASSWORD = "login";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final EmbeddedPostgres POSTGRES = start();
    private static final Queue<Pooled> FREE = new ConcurrentLinkedQueue<>();

    /** Deletes what the template does not have, without triggers. Numbers begin anew. */
    private static final String EMPTY = """
            set lock_timeout = '1s';
            set session_replication_role = replica;
            do $$
            declare
                relation regclass;
            begin
                for relation in
                    select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and n.nspname in ('public', 'synchrotron') and c.oid::regclass::text <> all (array[%s])
                loop
                    execute format('delete from %%s', relation);
                end loop;
                perform setval(c.oid, 1, false) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'S' and n.nspname in ('public', 'synchrotron');
            end
            $$""".formatted(filled());

    private TestCluster() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("autovacuum", "off")
                    .start();
            execute(postgres, "create database " + TEMPLATE);
            PostgresMigrations migrations = new PostgresMigrations(
                    new DatabaseAddress(postgres.getJdbcUrl("postgres", TEMPLATE), "postgres", "postgres"));
            migrations.migrate(List.of("classpath:db/items"));
            migrations.setLoginPassword(LOGIN_PASSWORD);
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database, and a connection of the login role that is open as long as the database. */
    record Pooled(String name, Connection connection) {}

    /** {@return a database as it is after the migrations} */
    static Pooled take() {
        Pooled free = FREE.poll();
        return free == null ? create() : free;
    }

    private static Pooled create() {
        String name = copy(TEMPLATE);
        try {
            Connection connection = login(name);
            connection.setAutoCommit(false);
            return new Pooled(name, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param administered whether it may differ by more than what the engine's role can write */
    static void giveBack(Pooled used, boolean administered) {
        if (!administered && isAtRest(used.connection()) && isEmptied(used.name())) {
            FREE.add(used);
            return;
        }
        try {
            used.connection().close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        drop(used.name());
    }

    /** {@return whether the connection goes on; a test may have broken it} */
    private static boolean isAtRest(Connection connection) {
        try {
            connection.rollback();
            return connection.isValid(1);
        } catch (SQLException broken) {
            return false;
        }
    }

    /** {@return whether the database is empty again; a transaction that a test has left open may prevent that} */
    private static boolean isEmptied(String name) {
        try {
            administer(name, EMPTY);
            return true;
        } catch (IllegalStateException failure) {
            if (Conflicts.isOne(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** {@return the name of a copy of a database to which nobody is connected} */
    static String copy(String original) {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(POSTGRES, "create database " + name + " template " + original + " strategy file_copy");
        return name;
    }

    static void rename(String name, String other) {
        execute(POSTGRES, "alter database " + name + " rename to " + other);
    }

    static Connection administrator(String name) throws SQLException {
        return DriverManager.getConnection(POSTGRES.getJdbcUrl("postgres", name), "postgres", "postgres");
    }

    static void administer(String name, String sql) {
        try (Connection connection = administrator(name);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void drop(String name) {
        execute(POSTGRES, "drop database " + name + " with (force)");
    }

    static Connection login(String name) throws SQLException {
        return DriverManager.getConnection(
                POSTGRES.getJdbcUrl("synchrotron_login", name), "synchrotron_login", LOGIN_PASSWORD);
    }

    /** {@return the same, at another port of loopback} */
    static Connection login(String name, int port, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("user", "synchrotron_login");
        properties.setProperty("password", LOGIN_PASSWORD);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + name, properties);
    }

    static int port() {
        return POSTGRES.getPort();
    }

    /** {@return the tables that have rows after the migrations, as a list of texts in SQL} */
    private static String filled() {
        List<String> filled = new ArrayList<>();
        try (Connection connection = administrator(TEMPLATE);
                Statement statement = connection.createStatement()) {
            List<String> tables = texts(statement, """
                    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and n.nspname in ('public', 'synchrotron')
                    """);
            for (String table : tables) {
                if (!texts(statement, "select 'row' from " + table + " limit 1").isEmpty()) {
                    filled.add("'" + table + "'");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return String.join(", ", filled);
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void execute(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

package org.synchrotron.db.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The PostgreSQL server of the whole test run, on a free port. All roles except the superuser need a password. The administrator
 * is not a superuser, so that forced row level security applies to it, too.
 */
final class TestCluster {

    static final String ADMINISTRATOR = "administrator";
    static final String ADMINISTRATOR_PASSWORD = "administrator's secret";
    static final String LOGIN_PASSWORD = "login's secret";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String TEMPLATE = "migrated";
    private static final EmbeddedPostgres POSTGRES = start();

    private TestCluster() {}

    /** Creates a database with the sync schema and returns its name. */
    static synchronized String migratedDatabase() {
        String name = "test" + NUMBER.incrementAndGet();
        run("create database " + name + " template " + TEMPLATE + " strategy file_copy owner " + ADMINISTRATOR);
        return name;
    }

    /** Creates an empty database and returns its name. */
    static synchronized String emptyDatabase() {
        String name = "test" + NUMBER.incrementAndGet();
        run("create database " + name + " strategy file_copy owner " + ADMINISTRATOR);
        return name;
    }

    static void drop(String database) {
        run("drop database " + database + " with (force)");
    }

    static DatabaseAddress administrator(String database) {
        return new DatabaseAddress(url(database), ADMINISTRATOR, ADMINISTRATOR_PASSWORD);
    }

    static DatabaseAddress superuser(String database) {
        return new DatabaseAddress(url(database), "postgres", "");
    }

    static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + POSTGRES.getPort() + "/" + database;
    }

    static int port() {
        return POSTGRES.getPort();
    }

    /** Runs a statement as superuser. */
    static void run(String sql) {
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static EmbeddedPostgres start() {
        Logger.getLogger("").setLevel(Level.WARNING);
        try {
            Path access = Files.createTempFile("pg_hba", ".conf");
            Files.writeString(access, """
                    host all postgres 127.0.0.1/32 trust
                    host all postgres ::1/128 trust
                    host all all 127.0.0.1/32 scram-sha-256
                    """);
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("hba_file", access.toString())
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, access)));
            prepare(postgres);
            return postgres;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void prepare(EmbeddedPostgres postgres) {
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/";
        try (Connection connection = DriverManager.getConnection(url + "postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + ADMINISTRATOR + " login createrole password '"
                    + ADMINISTRATOR_PASSWORD.replace("'", "''") + "'");
            statement.execute("create database " + TEMPLATE + " owner " + ADMINISTRATOR);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        PostgresMigrations migrations =
                new PostgresMigrations(new DatabaseAddress(url + TEMPLATE, ADMINISTRATOR, ADMINISTRATOR_PASSWORD));
        migrations.migrate(List.of());
        migrations.setLoginPassword(LOGIN_PASSWORD);
    }

    private static void stop(EmbeddedPostgres postgres, Path access) {
        try {
            postgres.close();
            Files.delete(access);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package org.synchrotron.server.kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;

/** One PostgreSQL server for all tests of the process, with a migrated template from which databases are copied. */
final class TestCluster {

    private static final String TEMPLATE = "items_template";
    static final String LOGIN_PASSWORD = "login";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final EmbeddedPostgres POSTGRES = start();

    private TestCluster() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
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

    static String create() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute(POSTGRES, "create database " + name + " template " + TEMPLATE + " strategy file_copy");
        return name;
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

    private static void execute(EmbeddedPostgres postgres, String sql) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

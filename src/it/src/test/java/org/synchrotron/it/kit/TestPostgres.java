package org.synchrotron.it.kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.postgresql.DatabaseAddress;
import org.synchrotron.db.postgresql.PostgresMigrations;

/** PostgreSQL for one run of the tests: on a free port of loopback, durable, with passwords, and migrated. */
final class TestPostgres implements AutoCloseable {

    static final String ADMINISTRATOR = "postgres";

    private @Nullable EmbeddedPostgres postgres;

    void start() {
        Path build = TestSettings.buildDirectory();
        Redirect log = Redirect.to(build.resolve("postgresql.log").toFile());
        try {
            Path data = Files.createTempDirectory("postgresql");
            EmbeddedPostgres started = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(build.resolve("postgresql").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .start();
            postgres = started;
            String url = "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/postgres";
            String password = UUID.randomUUID().toString();
            requirePasswords(url, password, data);
            TestSettings.database(url, password);
            migrate(url, password);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (SQLException | RuntimeException e) {
            close();
            throw new IllegalStateException("PostgreSQL cannot be prepared", e);
        }
    }

    /** Requires passwords from now on, because the database starts open to all users of this machine. */
    private static void requirePasswords(String url, String password, Path data) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url, ADMINISTRATOR, "");
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + password + "'");
            Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }

    private static void migrate(String url, String password) {
        PostgresMigrations migrations = new PostgresMigrations(new DatabaseAddress(url, ADMINISTRATOR, password));
        migrations.migrate(List.of("classpath:db/todos"));
        migrations.setLoginPassword(TestSettings.LOGIN_PASSWORD);
    }

    @Override
    public void close() {
        if (postgres == null) {
            return;
        }
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres = null;
    }
}

package org.synchrotron.walk;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The PostgreSQL that the pages presuppose: empty, on a free port of loopback, and with passwords that count. */
final class EmbeddedDatabase implements AutoCloseable {

    private static final String PASSWORD = "the superuser's";

    private final EmbeddedPostgres postgres;

    EmbeddedDatabase(Path directory) throws IOException, SQLException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Redirect log = Redirect.to(directory.resolve("postgresql.log").toFile());
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start();
        run("alter role postgres password '" + PASSWORD.replace("'", "''") + "'", "");
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        run("select pg_reload_conf()", "");
    }

    int port() {
        return postgres.getPort();
    }

    /** Runs a block's statements as the superuser, each by itself. */
    void run(Block block) {
        try {
            for (String statement : block.text().split(";\\s*", 0)) {
                run(statement, PASSWORD);
            }
        } catch (SQLException e) {
            throw new AssertionError(block.place() + ": " + e.getMessage(), e);
        }
    }

    private void run(String statement, String password) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

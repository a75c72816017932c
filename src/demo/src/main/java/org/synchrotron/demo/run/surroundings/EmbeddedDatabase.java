package org.synchrotron.demo.run.surroundings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * PostgreSQL from a Maven artifact: on loopback and a free port, durable, and with passwords. Its data lie in the run's
 * workspace, its binaries in the build directory.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String ADMINISTRATOR = "postgres";
    private static final String HBA = "pg_hba.conf";

    private final EmbeddedPostgres postgres;
    private final Database database;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Database database) {
        this.postgres = postgres;
        this.database = database;
    }

    /**
     * Starts it with an empty database.
     *
     * @param binaries where its programs are unpacked to, and found the next time
     */
    public static EmbeddedDatabase start(Workspace workspace, Path binaries) {
        File data = workspace.file("postgresql").toFile();
        try {
            EmbeddedPostgres postgres = builder(workspace, data, binaries).start();
            String password = Secret.random();
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            Database database = new Database(url, ADMINISTRATOR, password);
            try {
                lock(database, data.toPath());
            } catch (SQLException | IOException | RuntimeException e) {
                postgres.close();
                throw e;
            }
            return new EmbeddedDatabase(postgres, database);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    /** {@return the way to it as its administrator} */
    public Database database() {
        return database;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }

    private static EmbeddedPostgres.Builder builder(Workspace workspace, File data, Path binaries) {
        // It makes this directory whether it is used or not.
        System.setProperty("ot.epg.working-dir", workspace.file("embedded").toString());
        Redirect log = Redirect.appendTo(workspace.file("postgresql.log").toFile());
        return EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setOutputRedirector(log)
                .setErrorRedirector(log);
    }

    /** It starts empty and open to everybody on this machine; from here on everybody needs a password. */
    private static void lock(Database database, Path data) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + database.password() + "'");
            Files.writeString(data.resolve(HBA), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }
}

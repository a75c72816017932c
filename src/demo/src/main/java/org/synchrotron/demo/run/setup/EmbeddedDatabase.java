package org.synchrotron.demo.run.setup;

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
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from a Maven artifact: on loopback and a free port, durable, and with passwords. Its data are in the run's
 * workspace, its binaries in the build directory.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String ADMINISTRATOR = "postgres";
    private static final String HBA = "pg_hba.conf";

    private final Workspace workspace;
    private final Path binaries;
    private final int port = FreePort.find();
    private final Database database;
    private @Nullable EmbeddedPostgres postgres;
    private boolean closed;

    /**
     * Creates a database with a port and an address. {@link #start} starts it.
     *
     * @param binaries the directory into which its programs are unpacked; the next run uses them again
     * @param password the administrator's password, set when the database starts
     */
    public EmbeddedDatabase(Workspace workspace, Path binaries, String password) {
        this.workspace = workspace;
        this.binaries = binaries;
        this.database = new Database("jdbc:postgresql://127.0.0.1:" + port + "/postgres", ADMINISTRATOR, password);
    }

    /** Starts PostgreSQL with an empty database. A concurrent {@link #close} waits until this method returns. */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("PostgreSQL is being stopped");
        }
        File data = workspace.file("postgresql").toFile();
        try {
            postgres = builder(data).start();
            requirePasswords(database, data.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    /** {@return the address of the database with its administrator} */
    public Database database() {
        return database;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (postgres != null) {
            postgres.close();
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL";
    }

    private EmbeddedPostgres.Builder builder(File data) {
        // The library creates this directory even if nothing uses it.
        System.setProperty("ot.epg.working-dir", workspace.file("embedded").toString());
        Redirect log = Redirect.appendTo(workspace.file("postgresql.log").toFile());
        return EmbeddedPostgres.builder()
                .setRegisterShutdownHook(false)
                .setPort(port)
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

    /** Requires passwords from now on, because the database starts open to all users of this machine. */
    private static void requirePasswords(Database database, Path data) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + database.password() + "'");
            Files.writeString(data.resolve(HBA), "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }
}

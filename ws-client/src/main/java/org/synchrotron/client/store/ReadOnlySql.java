package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.synchrotron.client.ClientClosed;

/**
 * A second connection to the file that cannot write. It is opened at the first use; readers take turns, and never wait for the
 * writer. Thread-safe.
 */
public final class ReadOnlySql implements AutoCloseable {

    /** In KiB, negative by SQLite's convention. */
    private static final int CACHE = -512;

    private static final int BUSY_MS = 5000;

    private final Path file;
    private final Function<Connection, Jdbi> jdbi;
    private @Nullable Connection connection;
    private boolean closed;

    public ReadOnlySql(Path file, Function<Connection, Jdbi> jdbi) {
        this.file = file;
        this.jdbi = jdbi;
    }

    /** Reads in one transaction, that is, from one state of the file. */
    public synchronized <T, X extends Exception> T read(HandleCallback<T, X> reading) throws X {
        Connection open = connection();
        begin(open);
        try (Handle handle = jdbi.apply(open).open()) {
            return reading.withHandle(handle);
        } finally {
            end(open);
        }
    }

    private Connection connection() {
        if (closed) {
            throw new ClientClosed("the client is closed");
        }
        try {
            if (connection == null) {
                connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties());
            }
            return connection;
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be opened for reading", e);
        }
    }

    private static Properties properties() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setCacheSize(CACHE);
        config.setBusyTimeout(BUSY_MS);
        return config.toProperties();
    }

    private void begin(Connection open) {
        try {
            open.setAutoCommit(false);
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be read", e);
        }
    }

    private void end(Connection open) {
        try {
            open.rollback();
            open.setAutoCommit(true);
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be read", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw SqliteFailures.of(file, "cannot be closed", e);
        }
    }
}

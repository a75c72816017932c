package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.core.DB;

/**
 * A connection to the file that cannot write. One thread at a time reads with it; any thread may interrupt and close it meanwhile.
 */
final class ReadConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ReadConnection.class);

    /** In KiB, negative by SQLite's convention. */
    private static final int CACHE = -512;

    private static final int BUSY_MS = 5000;

    private final TrackedStatements connection;
    private final Jdbi jdbi;
    private final Object ending = new Object();
    private boolean closed;

    private ReadConnection(TrackedStatements connection, Jdbi jdbi) {
        this.connection = connection;
        this.jdbi = jdbi;
    }

    static ReadConnection open(Path file, Function<Connection, Jdbi> jdbi) throws SQLException {
        TrackedStatements connection = new TrackedStatements(file.toAbsolutePath(), properties());
        return new ReadConnection(connection, jdbi.apply(connection));
    }

    private static Properties properties() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setCacheSize(CACHE);
        config.setBusyTimeout(BUSY_MS);
        return config.toProperties();
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Begins a transaction, which sees one state of the file from its first statement on. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** {@return whether the connection can be used again} Releases the state that it saw; the reader may have changed the connection. */
    boolean end() {
        try {
            connection.closeStatements();
            connection.rollback();
            connection.setAutoCommit(true);
            return true;
        } catch (SQLException e) {
            LOG.debug("a connection of a reader is given up", e);
            return false;
        }
    }

    /** Interrupts the running statement, if there is one. Does not wait. */
    void interrupt() {
        synchronized (ending) {
            try {
                if (!closed && !connection.isClosed()) {
                    connection.getDatabase().interrupt();
                }
            } catch (SQLException e) {
                LOG.debug("a reader cannot be interrupted", e);
            }
        }
    }

    /**
     * Closes the connection after the present call of SQLite; a reader that continues to use it gets an {@link SQLException}. A second
     * call does nothing.
     */
    void close() {
        DB database = connection.getDatabase();
        // The driver's own lock, taken first: an interrupt may come up to here, but must not meet the end of the
        // connection.
        synchronized (database) {
            synchronized (ending) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.warn("a connection that reads cannot be closed", e);
            }
        }
    }
}

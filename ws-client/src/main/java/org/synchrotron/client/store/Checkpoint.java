package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Copies committed changes from the write-ahead log into the database file, so that no transaction has to. It has a connection of its own while it
 * does, waits for nobody, and nobody waits for it. Thread-safe.
 */
public final class Checkpoint {

    /**
     * In pages of the log, of which {@link ReadLimits#LEAST_LOG_BYTES} hold some more. Once it is so long, a transaction copies what is left. Only
     * then, or when there is nothing to write, can SQLite begin the log anew.
     */
    static final int LONGEST_LOG = 1_900;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private final Path file;

    Checkpoint(Path file) {
        this.file = file;
    }

    /** Copies what can be copied now. If that fails, a later one does it, or a transaction. */
    public void run() {
        try (Connection connection = connected();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            LOG.debug("the write-ahead log is not copied now", e);
        }
    }

    /** The file is not created if it has gone. */
    private Connection connected() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(0);
        return config.createConnection("jdbc:sqlite:" + file);
    }
}

package org.synchrotron.client.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * SQLite's write-ahead log: committed changes that are not in the database file yet. SQLite copies them there step by step, but not
 * beyond what a reader may still need, and restarts the log only when nobody reads from it. Confined to the thread that writes.
 */
public final class WriteAheadLog {

    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);

    private final SQLiteConnection connection;
    private final Path file;
    private final Path log;

    /** @param file the database file, under its real name, since SQLite puts the log beside that */
    WriteAheadLog(SQLiteConnection connection, Path file) {
        this.connection = connection;
        this.file = file;
        this.log = file.resolveSibling(file.getFileName() + "-wal");
    }

    /** Has transactions copy it only when it is as long as {@link Checkpoint} lets it become. */
    void begin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + Checkpoint.LONGEST_LOG);
        }
    }

    /** {@return what copies it while transactions go on} */
    public Checkpoint checkpoint() {
        return new Checkpoint(file);
    }

    /** {@return how many row changes were ever written to it, also where that was undone} While this stays, so does all that one reads. */
    public long rowChanges() {
        return StoreFailure.unchecked(() -> connection.getDatabase().total_changes());
    }

    /** {@return its length; 0 if there is none} */
    public long bytes() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Copies all of it into the database file and empties it. Must be called between transactions; does not wait for readers.
     *
     * @return whether it is empty
     */
    public boolean truncate() {
        int patience = connection.getBusyTimeout();
        try (Statement statement = connection.createStatement()) {
            connection.setBusyTimeout(0);
            try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return result.next() && result.getInt("busy") == 0;
            } finally {
                connection.setBusyTimeout(patience);
            }
        } catch (SQLException e) {
            LOG.debug("the write-ahead log is not truncated now", e);
            return false;
        }
    }
}

package org.synchrotron.client.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The free pages of the file: what they held is deleted. SQLite uses them again for what is written next, but does not make the file
 * shorter. This gives back those that the file does not need soon, in steps of a few milliseconds. Confined to the thread that writes.
 */
public final class FreeSpace {

    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);

    /** As many free pages as a part of the log needs, until it is cut again. They stay. */
    private static final int SPARE = 16;

    /** More free pages than this part of the used ones are given back. */
    private static final int LARGEST_PART = 4;

    /** How many pages a step gives back: 1 MiB. */
    private static final int STEP = 256;

    /** From so many used pages on (32 MiB), the file of an earlier version is not copied: that would take longer than a caller expects. */
    private static final int LARGEST_COPY = 8_192;

    private static final int INCREMENTAL = 2;

    private final Connection connection;
    private boolean incremental;
    private boolean copied;

    FreeSpace(Connection connection) {
        this.connection = connection;
    }

    /** Prepares a file that is new for giving pages back. SQLite can do that without a copy only while the file has no tables. */
    void prepare() throws SQLException {
        if (number("PRAGMA page_count") <= 1) {
            copy();
        }
        incremental = number("PRAGMA auto_vacuum") == INCREMENTAL;
    }

    /** {@return whether much of the file is free and can be given back} Must be called between transactions, as everything here. */
    public boolean isMuch() {
        try {
            return surplus() > 0;
        } catch (SQLException e) {
            LOG.debug("the file cannot be measured now", e);
            return false;
        }
    }

    /**
     * Gives free pages back, if there are many.
     *
     * @return whether more are left to give back
     */
    public boolean giveBack() {
        try {
            long surplus = surplus();
            if (surplus > 0) {
                giveBack(surplus);
            }
            return surplus > 0 && isMuch();
        } catch (SQLException e) {
            LOG.debug("the file stays as long as it is for now", e);
            return false;
        }
    }

    /** {@return how many pages can be given back; 0 if too few are free} */
    private long surplus() throws SQLException {
        long free = number("PRAGMA freelist_count");
        if (free <= SPARE) {
            return 0;
        }
        long used = number("PRAGMA page_count") - free;
        boolean possible = incremental || (used < LARGEST_COPY && !copied);
        return possible && free > used / LARGEST_PART ? free - SPARE : 0;
    }

    private void giveBack(long surplus) throws SQLException {
        if (incremental) {
            execute("PRAGMA incremental_vacuum(" + Math.min(STEP, surplus) + ")");
        } else {
            copyOnce();
        }
        if (!isMuch()) {
            shorten();
        }
    }

    /** The file of an earlier version: one copy of its content gives all free pages back, and makes steps possible. */
    private void copyOnce() throws SQLException {
        copied = true;
        copy();
        incremental = number("PRAGMA auto_vacuum") == INCREMENTAL;
    }

    private void copy() throws SQLException {
        execute("PRAGMA auto_vacuum = " + INCREMENTAL);
        execute("VACUUM");
    }

    /** The file itself becomes shorter when all of the write-ahead log is in it. Waits for no reader. */
    private void shorten() throws SQLException {
        number("PRAGMA wal_checkpoint(PASSIVE)");
    }

    /** Not a prepared statement: the driver would take one step of this one only. */
    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }
}

package org.synchrotron.demo.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A row of {@code files}.
 *
 * @param lines the number of lines after the commits so far; below zero only if an earlier commit is missing
 * @param lastCommit the number of the last commit in replay order that touched the file
 */
record TrackedFile(String path, int lines, int changes, String lastAuthor, long lastCommit, boolean deleted) {

    /** {@return the row of a file that no earlier commit touched} */
    static TrackedFile first(FileChange change, String author, long commit) {
        return new TrackedFile(change.path(), change.growth(), 1, author, commit, change.deletes());
    }

    TrackedFile after(FileChange change, String author, long commit) {
        return new TrackedFile(path, lines + change.growth(), changes + 1, author, commit, change.deletes());
    }

    static TrackedFile read(ResultSet row, StatementContext context) throws SQLException {
        return new TrackedFile(
                row.getString("id"),
                row.getInt("lines"),
                row.getInt("changes"),
                row.getString("last_author"),
                row.getLong("last_commit"),
                row.getBoolean("deleted"));
    }
}

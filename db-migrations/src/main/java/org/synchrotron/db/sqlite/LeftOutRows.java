package org.synchrotron.db.sqlite;

import java.sql.SQLException;
import java.util.List;

/** Receives rows that a table here cannot hold: another program, with another schema, wrote them. */
@FunctionalInterface
public interface LeftOutRows {

    /** SQLite's primary codes of what speaks about a value: https://www.sqlite.org/rescode.html. */
    List<Integer> CODES = List.of(18, 19, 20);

    /**
     * A row was left out.
     *
     * @param columns as they came, also those that the table does not have
     * @param row a JSON array: its audience, then the portable values of the columns
     * @param reason for people
     */
    void add(String table, List<String> columns, String row, String reason);

    /** {@return whether the failure means that the table cannot hold the row} If not, the file or the machine failed. */
    static boolean follow(SQLException failure) {
        return CODES.contains(failure.getErrorCode() & 0xff);
    }
}

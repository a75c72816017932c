package org.synchrotron.client;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a full disk looks like to SQLite: the file may grow by some pages and no further. The limit is the connection's, and a
 * step runs once in the life of a file: the next client that opens it finds room.
 */
public final class FullDisk implements SchemaStep {

    private static final int PAGES = 60;

    @Override
    public void run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA max_page_count = " + (pages(statement) + PAGES));
        }
    }

    private static int pages(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("PRAGMA page_count")) {
            return rows.getInt(1);
        }
    }
}

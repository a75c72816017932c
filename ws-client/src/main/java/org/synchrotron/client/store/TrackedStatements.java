package org.synchrotron.client.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * A connection that can close the statements that its user left open. In SQLite a query that was not read to its end keeps the state of
 * the file that it
 * saw, also across a rollback: the next user would see that state, and the write-ahead log could not start again. Not thread-safe: one
 * thread at a time may use it.
 */
final class TrackedStatements extends JDBC4Connection {

    private static final int MANY = 64;

    private final List<Statement> statements = new ArrayList<>();
    private int limit = MANY;

    TrackedStatements(Path file, Properties properties) throws SQLException {
        super("jdbc:sqlite:" + file, file.toString(), properties);
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return tracked(super.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return tracked(super.prepareStatement(sql, type, concurrency, holdability));
    }

    private <S extends Statement> S tracked(S statement) throws SQLException {
        // The driver's constructor sets pragmas by statements that it closes itself; there is no list yet.
        if (statements == null) {
            return statement;
        }
        if (statements.size() >= limit) {
            forgetClosed();
            limit = Math.max(MANY, 2 * statements.size());
        }
        statements.add(statement);
        return statement;
    }

    private void forgetClosed() throws SQLException {
        List<Statement> open = new ArrayList<>();
        for (Statement statement : statements) {
            if (!statement.isClosed()) {
                open.add(statement);
            }
        }
        statements.clear();
        statements.addAll(open);
    }

    /** Closes every statement that is still open. */
    void closeStatements() throws SQLException {
        for (Statement statement : statements) {
            statement.close();
        }
        statements.clear();
        limit = MANY;
    }
}

package org.synchrotron.client.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.synchrotron.db.sqlite.StatementCache;

/**
 * Keeps the statements of actions prepared: a replay runs the same few again and again, and SQLite takes longer to prepare most of
 * them than to execute them. A statement that is in use is never given out a second time. Belongs to one thread at a time.
 */
final class KeptStatements implements StatementBuilder {

    private static final int LIMIT = 64;

    private final StatementBuilder jdbis = new DefaultStatementBuilder();
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    /** The statements in use, by their text: Jdbi gives back what it parsed under the name that it had before. */
    private final IdentityHashMap<Statement, String> inUse = new IdentityHashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (context.isReturningGeneratedKeys()) {
            return jdbis.create(connection, sql, context);
        }
        PreparedStatement kept = idle.remove(sql);
        PreparedStatement statement = kept != null ? kept : jdbis.create(connection, sql, context);
        inUse.put(statement, sql);
        return statement;
    }

    @Override
    public void close(Connection connection, String name, Statement statement) throws SQLException {
        String sql = inUse.remove(statement);
        if (sql != null && statement instanceof PreparedStatement prepared && isPlain(prepared)) {
            prepared.clearBatch();
            keep(sql, prepared);
        } else {
            jdbis.close(connection, name, statement);
        }
    }

    /** Whoever set a limit meant it for one execution. */
    private static boolean isPlain(PreparedStatement statement) throws SQLException {
        return StatementCache.isAlive(statement)
                && statement.getMaxRows() == 0
                && statement.getFetchSize() == 0
                && statement.getQueryTimeout() == 0;
    }

    private void keep(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement other = idle.putIfAbsent(sql, statement);
        if (other != null) {
            statement.close();
        } else if (idle.size() > LIMIT) {
            String oldest = idle.keySet().iterator().next();
            requireNonNull(idle.remove(oldest)).close();
        }
    }

    @Override
    public Statement create(Connection connection, StatementContext context) throws SQLException {
        return jdbis.create(connection, context);
    }

    @Override
    public CallableStatement createCall(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return jdbis.createCall(connection, sql, context);
    }
}

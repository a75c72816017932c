package org.synchrotron.client.store.sqlite;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ForbiddenStatement;
import org.synchrotron.action.LentConnection;
import org.synchrotron.db.sqlite.StepStatements;

/** The connection that a step of the application's schema gets: all of SQL, but it cannot end the transaction. Not thread-safe. */
public final class StepSql {

    private static final List<Class<?>> PARTS = List.of(
            CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private final Connection connection;
    private final Connection lent;
    private @Nullable SQLException ending;

    /** @param connection in a transaction */
    public StepSql(Connection connection) {
        this.connection = connection;
        this.lent = new LentConnection<>(Connection.class, connection, PARTS, this::met, StepSql::check).connection();
    }

    private static void check(String sql) {
        StepStatements.ending(sql).ifPresent(statement -> {
            throw new ForbiddenStatement(statement, sql);
        });
    }

    /** {@return the connection for the step} */
    public Connection connection() {
        return lent;
    }

    /** Throws what ended the transaction, if anything did: {@code insert or rollback} does, for example. */
    public void requireTransaction() throws SQLException {
        if (ending != null) {
            throw ending;
        }
    }

    private void met(Throwable thrown) {
        if (thrown instanceof SQLException failure && ending == null && OpenTransaction.beginsAnew(connection)) {
            ending = failure;
        }
    }
}

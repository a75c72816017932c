package org.synchrotron.server.materialize;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ForbiddenStatement;
import org.synchrotron.action.LentConnection;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.log.PostgresSql;

/**
 * The connection on which logic runs, and what failed on it during the present run: an action may catch a failure, and refuse or go on
 * with a transaction that accepts no statement any more. Closing it leaves the connection open. Not thread-safe.
 */
final class LogicConnection implements AutoCloseable {

    /** Tells that a failure of the database is the cause of another one. */
    private static final class Caused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Caused(SQLException cause, @Nullable RuntimeException consequence) {
            super(cause.getMessage(), cause);
            if (consequence != null) {
                addSuppressed(consequence);
            }
        }
    }

    private static final List<Class<?>> PARTS = List.of(
            CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private final Connection connection;
    private final Handle sql;
    private @Nullable SQLException ofTheWorld;

    LogicConnection(Connection connection) {
        this.connection = connection;
        this.sql = PostgresSql.openForActions(
                new LentConnection<>(Connection.class, connection, PARTS, this::met).connection());
    }

    private void met(Throwable thrown) {
        if (!(thrown instanceof SQLException failure) || FailureKind.ABORTED.equals(failure.getSQLState())) {
            return;
        }
        if (ofTheWorld == null && FailureKind.isOfTheWorld(failure)) {
            ofTheWorld = failure;
        }
    }

    /** {@return the handle for actions} */
    Handle sql() {
        return sql;
    }

    /** {@return the connection itself} */
    Connection connection() {
        return connection;
    }

    /** A run begins: what failed before does not count for it. */
    void begin() {
        ofTheWorld = null;
    }

    /** Requires that the world prevented no statement of the run, also if its logic went on after that. */
    void requireSound() {
        if (ofTheWorld != null) {
            throw new Caused(ofTheWorld, null);
        }
    }

    /**
     * {@return what the run failed of, once its changes are undone} If the world prevented a statement, that is the cause, whatever the
     * logic made of it. Logic that has made its transaction read-only has itself prevented its statements.
     */
    RuntimeException cause(RuntimeException failure) {
        RuntimeException first = first(failure);
        if (FailureKind.isOfReadOnly(first) && !isReadOnly()) {
            ForbiddenStatement forbidden =
                    new ForbiddenStatement("set transaction read only", "the cause is suppressed");
            forbidden.addSuppressed(failure);
            return forbidden;
        }
        return first;
    }

    /** Logic also reaches the database past this connection. What failed there, the driver tells with the next statement. */
    private RuntimeException first(RuntimeException failure) {
        if (ofTheWorld != null && !FailureKind.isOfTheWorld(failure)) {
            return new Caused(ofTheWorld, failure);
        }
        SQLException sqlCause = FailureKind.cause(failure);
        if (sqlCause == null || !FailureKind.ABORTED.equals(sqlCause.getSQLState())) {
            return failure;
        }
        SQLException before = ofTheWorld == null ? FailureKind.cause(sqlCause.getCause()) : ofTheWorld;
        return before == null ? failure : new Caused(before, failure);
    }

    private boolean isReadOnly() {
        return sql.createQuery("select current_setting('transaction_read_only') = 'on'")
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * Makes the next run of a statement plan it anew. The driver forgets the names of its prepared statements when it sees this.
     *
     * @throws RunPrevented if the transaction cannot continue
     */
    void freshPlans(ActionRecord record) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("deallocate all; discard plans");
        } catch (SQLException e) {
            throw new RunPrevented(record, e);
        }
    }

    @Override
    public void close() {
        sql.close();
    }
}

package org.synchrotron.server.kit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.runtime.Transactions;

/**
 * Transactions whose effects later ones see, and which are all undone in the end: each is a savepoint of one transaction, so that a
 * test of many inputs starts each with the same database. For one thread.
 */
public final class RolledBackTransactions implements Transactions {

    private final Connection connection;

    public RolledBackTransactions(TestDatabase database) {
        this.connection = database.connect();
    }

    @Override
    public <T> T transaction(Function<Handle, T> work) {
        try {
            Savepoint begin = connection.setSavepoint();
            try (Handle sql = PostgresSql.open(connection, TestDatabase.KEY)) {
                T result = work.apply(sql);
                sql.execute("set constraints all immediate");
                sql.execute("set constraints all deferred");
                connection.releaseSavepoint(begin);
                return result;
            } catch (RuntimeException failure) {
                connection.rollback(begin);
                throw failure;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A transaction that has begun cannot become a snapshot. */
    @Override
    public <T> T snapshot(Function<Handle, T> work) {
        return transaction(work);
    }

    /** Undoes all transactions so far. */
    public void undoAll() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

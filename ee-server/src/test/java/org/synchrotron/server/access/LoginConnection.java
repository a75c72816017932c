package org.synchrotron.server.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.synchrotron.server.kit.Identity;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.log.PostgresSql;

/** One PostgreSQL connection of the login role, like one from a pool, to a database of its own. */
final class LoginConnection implements AutoCloseable {

    private final TestDatabase database = new TestDatabase();
    private final Connection connection = database.connect();
    private final Handle sql = PostgresSql.open(connection, TestDatabase.KEY);

    Connection jdbc() {
        return connection;
    }

    Handle sql() {
        return sql;
    }

    /** {@return the present role and its settings} */
    Identity identity() {
        return Identity.of(sql);
    }

    /** Executes a query that PostgreSQL ends with the SQLSTATE 22012. */
    Object divideByZero() {
        return sql.createQuery("select 1 / 0").mapTo(Integer.class).one();
    }

    /** {@return the SQLSTATE of a failed statement} */
    static String state(Throwable failure) {
        return ((SQLException) requireNonNull(failure.getCause())).getSQLState();
    }

    /** Runs work that fails, if only its effects matter. */
    static void swallow(ThrowingCallable work) {
        var unused = catchThrowable(work);
    }

    @Override
    public void close() throws SQLException {
        sql.close();
        connection.close();
        database.close();
    }
}

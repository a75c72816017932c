package org.synchrotron.server.kit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.db.postgresql.ScopeKey;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.PostgresSql;
import org.synchrotron.server.runtime.Transactions;

/**
 * A database for one test, as it is after the migrations, with transactions like those of the server: in the login role, which has no rights of
 * its own. One in which a test did nothing as the administrator is emptied and serves another test.
 */
public final class TestDatabase implements AutoCloseable {

    /** The key with which servers open scopes. */
    public static final String KEY = ScopeKey.of(TestCluster.LOGIN_PASSWORD);

    private final TestCluster.Pooled pooled = TestCluster.take();
    private final String name = pooled.name();
    private Connection connection = pooled.connection();
    private boolean administered;

    /** {@return a backup: the name of another database with what this one holds now} */
    public String backup() {
        disconnect();
        String backup = TestCluster.copy(name);
        connection = connect();
        return backup;
    }

    /** This database becomes the backup, which is gone. */
    public void restore(String backup) {
        disconnect();
        TestCluster.drop(name);
        TestCluster.rename(backup, name);
        connection = connect();
    }

    /** {@return another connection, for a concurrent transaction} */
    public Connection connect() {
        try {
            Connection opened = TestCluster.login(name);
            opened.setAutoCommit(false);
            return opened;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a connection through another port of loopback, with auto-commit} */
    public Connection connect(int port, Properties more) throws SQLException {
        return TestCluster.login(name, port, more);
    }

    /** {@return the port of loopback at which the database listens} */
    public int port() {
        return TestCluster.port();
    }

    public <T> T transaction(Function<Handle, T> work) {
        return transaction(connection, work);
    }

    public static <T> T transaction(Connection connection, Function<Handle, T> work) {
        try {
            try (Handle sql = PostgresSql.open(connection, KEY)) {
                T result = work.apply(sql);
                connection.commit();
                return result;
            } catch (RuntimeException failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the result of work that reads from one snapshot, on a connection of its own} */
    public <T> T snapshot(Function<Handle, T> work) {
        try (Connection own = connect()) {
            return transaction(own, sql -> {
                Transactions.beginSnapshot(sql);
                return work.apply(sql);
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a connection of the administrator, with auto-commit} */
    public Connection administrator() throws SQLException {
        administered = true;
        return TestCluster.administrator(name);
    }

    /** Executes a statement as the administrator of the database. */
    public void administer(String sql) {
        administered = true;
        TestCluster.administer(name, sql);
    }

    /** {@return the rows of a query in the engine's role, as text} */
    public List<String> rows(String query) {
        return transaction(sql -> RoleScope.asEngine(
                sql,
                () -> sql.createQuery("select q::text from (" + query + ") as q")
                        .mapTo(String.class)
                        .list()));
    }

    /** Changes what the log holds, past the server, in the engine's role. */
    public void alter(String statement) {
        transaction(sql -> RoleScope.asEngine(sql, () -> sql.execute(statement)));
    }

    public List<String> items() {
        return rows("select * from items order by id collate \"C\"");
    }

    private void disconnect() {
        administered = true;
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        TestCluster.giveBack(new TestCluster.Pooled(name, connection), administered);
    }
}

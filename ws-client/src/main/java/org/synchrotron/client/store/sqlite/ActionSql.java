package org.synchrotron.client.store.sqlite;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.LentConnection;
import org.synchrotron.action.RowStatements;

/**
 * The SQL of actions, on the connection that writes. Its statements stay prepared. It notes what failed during the present run, because an
 * action may catch a failure and go on. Not thread-safe: one thread at a time may use it.
 */
public final class ActionSql {

    private static final List<Class<?>> PARTS = List.of(
            CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class, DatabaseMetaData.class);

    private final Jdbi jdbi;
    private final Connection connection;
    private final Predicate<SQLException> isOfTheFile;
    private @Nullable SQLException ofTheFile;
    private @Nullable SQLException ending;

    /**
     * @param connection to which the actions' transactions belong
     * @param isOfTheFile whether a failure says nothing about the action
     */
    public ActionSql(Connection connection, Predicate<SQLException> isOfTheFile) {
        KeptStatements statements = new KeptStatements();
        this.connection = connection;
        this.isOfTheFile = isOfTheFile;
        Connection lent = new LentConnection<>(Connection.class, connection, PARTS, this::met).connection();
        this.jdbi = PortableSql.over(lent).setStatementBuilderFactory(any -> statements);
        this.jdbi.getConfig(SqlStatements.class).setTemplateEngine(new RowStatements());
    }

    /** {@return a handle for a run, on the connection; closing it ends neither the transaction nor the connection} */
    public Handle open() {
        ofTheFile = null;
        ending = null;
        return jdbi.open();
    }

    /** {@return the failure of the file that the present run met; null for none} */
    public @Nullable SQLException ofTheFile() {
        return ofTheFile;
    }

    /** {@return what ended the transaction in the present run; null if nothing did} */
    public @Nullable SQLException ending() {
        return ending;
    }

    private void met(Throwable thrown) {
        if (!(thrown instanceof SQLException failure) || ofTheFile != null || ending != null) {
            return;
        }
        if (isOfTheFile.test(failure)) {
            ofTheFile = failure;
        } else if (OpenTransaction.beginsAnew(connection)) {
            ending = failure;
        }
    }
}

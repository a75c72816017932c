package org.synchrotron.client.store.sqlite;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.synchrotron.action.RowStatements;

/** The SQL of actions, on the connection that writes. Its statements stay prepared. Not thread-safe: one thread at a time may use it. */
public final class ActionSql {

    private final Jdbi jdbi;

    /** @param connection to which the actions' transactions belong */
    public ActionSql(Connection connection) {
        KeptStatements statements = new KeptStatements();
        this.jdbi = PortableSql.over(connection).setStatementBuilderFactory(any -> statements);
        this.jdbi.getConfig(SqlStatements.class).setTemplateEngine(new RowStatements());
    }

    /** {@return a handle on the connection; closing it ends neither the transaction nor the connection} */
    public Handle open() {
        return jdbi.open();
    }
}

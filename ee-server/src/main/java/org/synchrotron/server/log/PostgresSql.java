package org.synchrotron.server.log;

import java.sql.Connection;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;
import org.synchrotron.action.RowStatements;
import org.synchrotron.server.access.ScopeKey;

/** Opens Jdbi handles on the connection of a transaction that the caller begins and ends. Thread-safe; a handle is not. */
public final class PostgresSql {

    private static final LentConnections LENT = new LentConnections();
    private static final Jdbi ENGINE = jdbi().registerArrayType(UUID.class, "uuid");
    private static final Jdbi ACTIONS = actions();

    private PostgresSql() {}

    /**
     * {@return a handle for the engine's own tables} Closing it leaves the connection open.
     *
     * @param key the key with which it opens scopes
     */
    public static Handle open(Connection connection, String key) {
        Handle handle = LENT.lend(connection, ENGINE::open);
        handle.getConfig(ScopeKey.class).set(key);
        return handle;
    }

    /**
     * {@return a handle for the actions of applications: the statements and arguments that work on SQLite work on it, too}
     * Closing it leaves the connection open.
     */
    public static Handle openForActions(Connection connection) {
        return LENT.lend(connection, ACTIONS::open);
    }

    private static Jdbi actions() {
        Jdbi jdbi = jdbi().registerArgument(new PortableArguments());
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(new RowStatements());
        return jdbi;
    }

    private static Jdbi jdbi() {
        return Jdbi.create(LENT).setTransactionHandler(new CMTTransactionHandler());
    }
}

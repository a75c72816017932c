package org.synchrotron.server.log;

import java.sql.Connection;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/** Opens Jdbi on the connection of a transaction that somebody else begins and ends. */
public final class PostgresSql {

    private PostgresSql() {}

    /** {@return SQL for the engine's own tables} Closing it leaves the connection open. */
    public static Handle open(Connection connection) {
        return jdbi(connection).registerArrayType(UUID.class, "uuid").open();
    }

    /** {@return SQL for the actions of applications: the same statement and arguments as with SQLite work} */
    public static Handle openForActions(Connection connection) {
        return jdbi(connection).registerArgument(new PortableArguments()).open();
    }

    private static Jdbi jdbi(Connection connection) {
        return Jdbi.create(new BorrowedConnection(connection)).setTransactionHandler(new CMTTransactionHandler());
    }
}

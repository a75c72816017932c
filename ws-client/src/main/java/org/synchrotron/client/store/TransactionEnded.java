package org.synchrotron.client.store;

import java.sql.SQLException;

/**
 * Thrown if logic ended SQLite's transaction, by {@code insert or rollback} or {@code raise(rollback)}: all that the transaction had done
 * is gone. In a replay, it is done again without this logic.
 */
public final class TransactionEnded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TransactionEnded(SQLException cause) {
        super("the action ended its transaction: " + cause.getMessage(), cause);
    }
}

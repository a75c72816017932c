package org.synchrotron.client.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a connection is in a transaction, which SQLite does not say otherwise. */
final class OpenTransaction {

    private OpenTransaction() {}

    /**
     * {@return whether there was no transaction} {@code insert or rollback} and {@code raise(rollback)} end it. SQLite begins another one
     * only then; what is written from now on is in that, and is rolled back with it.
     */
    static boolean beginsAnew(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            return true;
        } catch (SQLException withinTheTransaction) {
            return false;
        }
    }
}

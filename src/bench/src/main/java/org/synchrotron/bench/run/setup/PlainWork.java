package org.synchrotron.bench.run.setup;

import java.sql.Connection;
import java.sql.SQLException;

/** Work by JDBC alone, as part of one transaction. */
interface PlainWork {

    void run() throws SQLException;

    /** Does the work and commits. The connection does not commit by itself. */
    static void committed(Connection connection, PlainWork work) {
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.synchrotron.client;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One step of the application's own DDL. Steps run in the order in which the builder got them. Each runs once for each file, in its own
 * transaction. Later versions of a program add steps at the end.
 */
@FunctionalInterface
public interface SchemaStep {

    /** Creates or alters tables. It must not commit or close the connection. */
    void run(Connection connection) throws SQLException;
}

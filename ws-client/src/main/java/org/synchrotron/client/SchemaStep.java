package org.synchrotron.client;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One step of the application's own DDL. Steps run in the order in which they are given to the builder, each once in the life
 * of a file and in a transaction of its own; later versions of a program add steps at the end.
 */
@FunctionalInterface
public interface SchemaStep {

    /** Creates or alters tables. It neither commits nor closes the connection. */
    void run(Connection connection) throws SQLException;
}

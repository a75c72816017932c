package org.synchrotron.client;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One step of the application's own DDL. Steps run in the order in which the builder got them, each once for each file. Later versions of a
 * program add steps at the end; those that a file lacks run in one transaction when it is opened, together with tracking: if one fails,
 * the file stays as it was.
 *
 * <p>A step may create, alter, rename, rebuild and drop tables, tracked ones too, and may fill their columns. Nothing of that is captured,
 * triggers of the application do not act, and foreign keys are not enforced. What it makes of tracked rows holds until the server has sent
 * the rows of these tables anew. Tables and columns that are renamed: see {@link SchemaChange}.
 */
@FunctionalInterface
public interface SchemaStep {

    /** Changes the schema. It cannot end the transaction or close the connection. */
    void run(Connection connection) throws SQLException;
}

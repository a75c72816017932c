package org.synchrotron.client;

/**
 * A row of which this client's table cannot hold what the server's log gives, because the table has another schema: a column that must not be
 * null, a narrower integer, a constraint of its own. The table has an older state of the row, or no row. Immutable.
 *
 * @param reason for people
 */
public record LeftOutRow(String table, String id, String reason) {}

package org.synchrotron.client;

/**
 * A row that its table held before it was tracked, and that no action has written since: it waits in the file, and is not in the table.
 * Immutable.
 *
 * @param reason for people: why the action did not write it
 */
public record UnadoptedRow(String table, String id, String reason) {}

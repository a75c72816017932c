package org.synchrotron.history;

/**
 * A statement that compares, sorts or calculates with a decimal. SQLite does that by its text and with floating point numbers, so a client
 * has another result than the server. Immutable.
 *
 * @param column the decimal column, as {@code table.column}
 * @param statement the SQL, without the values of its parameters
 */
public record DecimalUse(String column, String statement) {}

package org.synchrotron.db.tracking;

/** Quotes names and texts for SQL, for PostgreSQL and SQLite. The only class that puts names into SQL. */
public final class Identifier {
    private Identifier() {}

    /**
     * Returns the name as a quoted identifier.
     *
     * @throws IllegalArgumentException if the name is empty or contains U+0000, which no database can hold
     */
    public static String quote(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an identifier must not be empty");
        }
        return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
    }

    /**
     * Returns the text as an SQL string literal.
     *
     * @throws IllegalArgumentException if the text contains U+0000
     */
    public static String literal(String text) {
        return "'" + withoutNul(text).replace("'", "''") + "'";
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("SQL cannot contain U+0000: " + text.replace("\0", "\\0"));
        }
        return text;
    }
}

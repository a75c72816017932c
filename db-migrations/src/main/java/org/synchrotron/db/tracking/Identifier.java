package org.synchrotron.db.tracking;

/** Names and texts as they stand in SQL, in PostgreSQL and SQLite alike. Nothing else builds SQL from names. */
public final class Identifier {
    private Identifier() {}

    /**
     * The name as a quoted identifier.
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
     * The text as an SQL string literal.
     *
     * @throws IllegalArgumentException if the text contains U+0000
     */
    public static String literal(String text) {
        return "'" + withoutNul(text).replace("'", "''") + "'";
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("U+0000 cannot stand in SQL: " + text.replace("\0", "\\0"));
        }
        return text;
    }
}

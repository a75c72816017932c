package org.synchrotron.db.tracking;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The portable column types. A JSON value means the same column value in SQLite and in PostgreSQL.
 *
 * <p>Text, UUIDs, dates and timestamps are JSON strings. Integers are exact JSON numbers. Decimals are JSON numbers that keep all
 * digits. Bytes are JSON strings in PostgreSQL's {@code \x0aff} form. JSON columns are nested JSON.
 */
public enum ColumnType {
    TEXT("text without U+0000"),
    UUID("a UUID in its lower-case form"),
    DATE("a date such as 2024-01-31"),
    SMALLINT("an integer from -32768 to 32767"),
    INTEGER("an integer from -2147483648 to 2147483647 (a BIGINT column holds larger ones)"),
    BIGINT("an integer"),
    REAL("a finite floating point number"),
    DECIMAL("a decimal number in plain notation, stored as text, such as 1.10"),
    BOOLEAN("a boolean: 1 or 0"),
    TIMESTAMP(
            "a UTC timestamp with six digits of fraction, such as 2024-01-31T10:20:30.000000Z: bind a java.time.Instant"),
    BYTES("a blob"),
    JSON("JSON text without \\u0000, other than a JSON null");

    /** The declarations in SQLite that have a portable type, for messages. */
    public static final String SQLITE_DECLARATIONS =
            "TEXT, CHAR, VARCHAR, CLOB, UUID, DATE, SMALLINT, INTEGER, BIGINT, REAL, "
                    + "DOUBLE, FLOAT, BOOLEAN, TIMESTAMP, BLOB, 'DECIMAL TEXT' or 'JSON TEXT'";

    private static final Set<String> DECIMALS = Set.of("DECIMAL TEXT", "NUMERIC TEXT");
    private static final Set<String> SMALL = Set.of("SMALLINT", "INT2", "TINYINT");
    private static final Set<String> MEDIUM = Set.of("INTEGER", "INT", "INT4", "MEDIUMINT");

    private final String content;

    ColumnType(String content) {
        this.content = content;
    }

    /** Describes the values of this type, for a message that begins with "must hold". */
    public String content() {
        return content;
    }

    /** Returns whether a row id can have this type: equal ids must have the same text. */
    public boolean canIdentify() {
        return switch (this) {
            case TEXT, UUID, SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    /**
     * Returns the type of an SQLite declaration. Ignores case and lengths such as {@code (20)}.
     *
     * <p>Returns empty if the declaration has no portable type. Plain {@code DECIMAL}, {@code NUMERIC} and {@code JSON} have
     * none, because in such columns SQLite converts text that looks like a number, and changes its digits.
     */
    public static Optional<ColumnType> ofSqlite(String declared) {
        String type = declared.toUpperCase(Locale.ROOT)
                .replaceAll("\\([^)]*\\)", " ")
                .strip()
                .replaceAll("\\s+", " ");
        if (DECIMALS.contains(type)) {
            return Optional.of(DECIMAL);
        }
        if (type.equals("JSON TEXT")) {
            return Optional.of(JSON);
        }
        return Optional.ofNullable(byWord(type));
    }

    private static @Nullable ColumnType byWord(String type) {
        if (type.contains("BOOL")) {
            return BOOLEAN;
        }
        if (type.contains("INT") && !type.contains("INTERVAL") && !type.contains("POINT")) {
            return SMALL.contains(type) ? SMALLINT : MEDIUM.contains(type) ? INTEGER : BIGINT;
        }
        if (type.contains("TIMESTAMP")) {
            return TIMESTAMP;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.equals("TEXT")) {
            return TEXT;
        }
        if (type.contains("REAL") || type.contains("DOUB") || type.contains("FLOA")) {
            return REAL;
        }
        return switch (type) {
            case "UUID" -> UUID;
            case "DATE" -> DATE;
            case "BLOB", "BYTEA" -> BYTES;
            default -> null;
        };
    }
}

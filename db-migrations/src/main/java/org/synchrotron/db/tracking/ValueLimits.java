package org.synchrotron.db.tracking;

/**
 * The most that one row change may hold, so that every index takes its names and every message its values. PostgreSQL's triggers have
 * the same limits (migration V035); the limits inside a JSON value are those of {@code PortableJson}.
 */
public final class ValueLimits {

    /** The bytes of a row's id, and of its audience, in UTF-8. PostgreSQL's indexes take some 2,700 for all columns together. */
    public static final int NAME_BYTES = 1_000;

    /** The bytes of a text or of the text of a JSON value, in UTF-8. */
    public static final int TEXT_BYTES = 16 << 20;

    /** The bytes of a blob, which is text of twice the length in JSON. */
    public static final int BLOB_BYTES = 8 << 20;

    private ValueLimits() {}
}

package org.synchrotron.db.postgresql;

/** The SQLSTATEs with which the sync schema refuses. The class {@code SY} is its own; {@code V002__refusals.sql} raises them. */
public final class SyncSqlState {

    /** A tracked table is written outside an action. */
    public static final String OUTSIDE_ACTION = "SY001";

    /** The id of a tracked row is changed. */
    public static final String ROW_ID_CHANGED = "SY002";

    /** The audience key of a tracked row is changed. */
    public static final String AUDIENCE_CHANGED = "SY003";

    /** A value is not portable between PostgreSQL and SQLite. */
    public static final String NOT_PORTABLE = "SY004";

    /** A table cannot be tracked. */
    public static final String NOT_TRACKABLE = "SY005";

    /** A row change names an unknown table, column or operation, or has the wrong shape. */
    public static final String BAD_CHANGE = "SY006";

    /** Undo finds a row that is not as this database left it. */
    public static final String UNDO_FOUND_OTHER_ROWS = "SY007";

    /** A tracked table is truncated. */
    public static final String TRUNCATED = "SY008";

    /** A role of the sync engine has rights that it must not have. */
    public static final String UNSAFE_ROLE = "SY009";

    private SyncSqlState() {}
}

package org.synchrotron.db.postgresql;

/**
 * The SQLSTATEs of the sync schema's refusals, which its migrations raise. No other software uses their class
 * {@code SY}.
 */
public final class SyncSqlState {

    /** A statement writes a tracked table outside an action. */
    public static final String OUTSIDE_ACTION = "SY001";

    /** A statement changes the id of a tracked row. */
    public static final String ROW_ID_CHANGED = "SY002";

    /** A statement changes the audience key of a tracked row. */
    public static final String AUDIENCE_CHANGED = "SY003";

    /** A value is not portable between PostgreSQL and SQLite. */
    public static final String NOT_PORTABLE = "SY004";

    /** A table cannot be tracked. */
    public static final String NOT_TRACKABLE = "SY005";

    /** A row change names an unknown table, column or operation, or has the wrong shape. */
    public static final String BAD_CHANGE = "SY006";

    /** Undo does not find a row as this database left it. */
    public static final String UNDO_FOUND_OTHER_ROWS = "SY007";

    /** A statement truncates a tracked table. */
    public static final String TRUNCATED = "SY008";

    /** A role of the sync engine has rights that it must not have. */
    public static final String UNSAFE_ROLE = "SY009";

    /** A logged value does not fit its column any more, because a migration changed the column's type. */
    public static final String VALUE_DOES_NOT_FIT = "SY013";

    /** A migration that writes tracked rows was not begun, not ended, or altered a table meanwhile. */
    public static final String BAD_MIGRATION = "SY014";

    /** A setting of the scope was changed by something else than the server. */
    public static final String SCOPE_CHANGED = "SY015";

    /** The server's key is not the one that the database knows. */
    public static final String UNKNOWN_KEY = "SY016";

    /** A withdrawal names no action of the log, or gives no reason. */
    public static final String BAD_WITHDRAWAL = "SY017";

    /** A run changes more rows than one record may. */
    public static final String TOO_MANY_CHANGES = "SY018";

    /** The floor of the log is lowered. */
    public static final String FLOOR_LOWERED = "SY019";

    /** Records that are to be removed are not the beginning of the log. */
    public static final String NOT_THE_BEGINNING = "SY020";

    /** The epoch of a database is to change while servers are connected, or another database was meant. */
    public static final String EPOCH_KEPT = "SY021";

    private SyncSqlState() {}
}

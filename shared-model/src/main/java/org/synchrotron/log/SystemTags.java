package org.synchrotron.log;

/** The tags and argument names that belong to the log itself. Their spelling is upstream's. */
public final class SystemTags {

    /** A record with row changes only. */
    public static final String CORRECTION = "_InternalCorrectionApply";

    /** A marker that upstream's clients write; it changes nothing. */
    public static final String ROLLBACK = "RollbackAction";

    /** A record of the server's own with rows that existed before their table was tracked. Its clock has the time 0. Ours, not upstream's. */
    public static final String ADOPTION = "_InternalAdoption";

    /** A record of the server's own with what a migration wrote. Ours, not upstream's. */
    public static final String MIGRATION = "_InternalMigration";

    /** In every record's args: the wall time at the execution, in milliseconds since 1970-01-01T00:00:00Z. */
    public static final String TIMESTAMP = "timestamp";

    /** In a correction's args: the ids of the records that it corrects. */
    public static final String CORRECTED = "appliedActionIds";

    /** In a correction's args: the ingest id up to which its author had seen the log. */
    public static final String BASIS = "basisServerIngestId";

    /** In a server correction's args: the outcomes that a re-run changed, by record id. */
    public static final String OUTCOMES = "outcomes";

    /**
     * In the placeholder for args that a database holds and nobody can read: why, as a clause. Ours, not upstream's; it is never
     * stored or sent in the log, and refused if a client sends it.
     */
    public static final String UNREADABLE = "_unreadable";

    /** The system tags, for {@code IN} in SQL: a record with another tag is a base record. */
    public static final String SQL_LIST = "('" + CORRECTION + "', '" + ROLLBACK + "')";

    private SystemTags() {}

    /** {@return whether a record with this tag is a correction or a marker, not a base record} */
    public static boolean isSystem(String tag) {
        return isCorrection(tag) || tag.equals(ROLLBACK);
    }

    /** {@return whether a record with this tag is a correction} */
    public static boolean isCorrection(String tag) {
        return tag.equals(CORRECTION);
    }
}

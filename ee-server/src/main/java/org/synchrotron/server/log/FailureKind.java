package org.synchrotron.server.log;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the database speaks about, by its SQLSTATE (PostgreSQL's appendix A). This is the only list of them. Only what
 * speaks about the data is a record's own failure. Everything else is the world's: it says nothing about the record, which is tried again.
 */
public enum FailureKind {
    /** The data, or what the logic does with it: values, constraints, rights, what functions and triggers raise. */
    DATA,
    /** What another transaction does at the same time: repeated, it may succeed. */
    CONFLICT,
    /** A database that is not there, or is about to leave, or takes no writes. */
    AWAY,
    /**
     * The schema lacks what the logic expects, or no longer holds a logged value (SY013), or the database does not know the server's key
     * (SY016): a matter for operators.
     */
    MISSING,
    /** Time, resources, stale plans, and defects. */
    OTHER;

    /**
     * Cases, values, cardinality, triggered changes, constraints, what PL/pgSQL raises; and what the logic itself does wrong: it ends the
     * transaction, or a savepoint that it does not have. A limit of the program (54) is met by a value that is too large.
     */
    private static final Set<String> DATA_CLASSES = Set.of("20", "21", "22", "23", "27", "2D", "3B", "44", "54", "P0");

    /** Rights and policies; a statement that no transaction may contain. */
    private static final Set<String> DATA_STATES = Set.of("42501", "25001");

    /** A lock that is not free in time, a deadlock, a failed serialization. */
    private static final Set<String> CONFLICTS = Set.of("55P03", "40P01", "40001");

    /** Connection, authorization, no such database. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "28", "3D");

    /** Shutdown, crash, start, a dropped database, an idle session, too many connections, read-only after a failover. */
    private static final Set<String> AWAY_STATES =
            Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "53300", "25006", "25P03");

    private static final Set<String> MISSING_STATES =
            Set.of("42P01", "42703", "42883", "42704", "3F000", "SY013", "SY016");

    /** All other classes of PostgreSQL. A state of another class was made up by the application, or by the sync schema (SY). */
    private static final Set<String> OTHER_CLASSES = Set.of(
            "00", "01", "02", "03", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "24", "25", "26", "2B", "2F", "34",
            "38", "39", "40", "42", "53", "55", "57", "58", "72", "F0", "HV", "XX");

    /** Every statement in a transaction after one has failed. */
    public static final String ABORTED = "25P02";

    private static final String TOO_MANY_CHANGES = "SY018";

    private static final String READ_ONLY = "25006";

    private static final String CANCELLED = "57014";

    /** {@return the kind of this SQLSTATE} Only pools of connections give none: they have no connection. */
    public static FailureKind ofState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return AWAY;
        }
        String itsClass = state.substring(0, 2);
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        if (AWAY_STATES.contains(state) || AWAY_CLASSES.contains(itsClass)) {
            return AWAY;
        }
        if (MISSING_STATES.contains(state)) {
            return MISSING;
        }
        boolean isData = DATA_STATES.contains(state) || DATA_CLASSES.contains(itsClass);
        return isData || !OTHER_CLASSES.contains(itsClass) ? DATA : OTHER;
    }

    /** {@return the kind of the database's failure among the causes; null if the database did not fail} */
    public static @Nullable FailureKind of(Throwable failure) {
        SQLException sql = cause(failure);
        return sql == null ? null : ofState(sql.getSQLState());
    }

    /** {@return whether the database failed, and it was not because of the data} */
    public static boolean isOfTheWorld(Throwable failure) {
        FailureKind kind = of(failure);
        return kind != null && kind != DATA;
    }

    /** {@return whether a run changed more rows than one record may} */
    public static boolean isOfTooManyChanges(Throwable failure) {
        return hasState(failure, TOO_MANY_CHANGES);
    }

    /** {@return whether a statement writes in a transaction that may only read} */
    public static boolean isOfReadOnly(Throwable failure) {
        return hasState(failure, READ_ONLY);
    }

    /** {@return whether a statement was cancelled} PostgreSQL does that when a time is over, or if somebody asks for it. */
    public static boolean isCancellation(Throwable failure) {
        return hasState(failure, CANCELLED);
    }

    private static boolean hasState(Throwable failure, String state) {
        SQLException sql = cause(failure);
        return sql != null && state.equals(sql.getSQLState());
    }

    /** {@return whether a column does not take a value, as after its type was changed} */
    public static boolean isUnfitValue(Throwable failure) {
        SQLException sql = cause(failure);
        String state = sql == null ? null : sql.getSQLState();
        return state != null && (state.startsWith("22") || state.equals("23502"));
    }

    /** {@return the database's failure among the causes; null if it did not fail} */
    public static @Nullable SQLException cause(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}

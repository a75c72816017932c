package org.synchrotron.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.synchrotron.log.ActionId;

/**
 * The identity under which a transaction works, and the record for which its triggers capture: seven settings and the proof that the server
 * made them, how long a statement may take, and how logic sees and spells values, all local to the transaction. A setting that was never set
 * reads as the empty text, which means nobody. Immutable.
 *
 * @param role the database role; {@code none} is the login role
 * @param user the user whose rows are visible
 * @param reads the id of the set of audiences that are visible; if empty, those that the user has at present
 * @param writes the id of the set of audiences that may be written, if an action declares them; if empty, all that are visible
 * @param subject the same, for applications whose policies read {@code request.jwt.claim.sub}
 * @param captureMode how the triggers treat writes to tracked tables: {@code record} or {@code undo}; if empty, they refuse
 *     writes
 * @param record the record for which writes are captured
 * @param statementLimit how long a statement may take, as PostgreSQL writes it; if empty, as long as before
 * @param format how values are seen and spelled
 * @param proof the proof of settings that were found; empty for settings that are still to be proved
 */
record RoleSettings(
        String role,
        String user,
        String reads,
        String writes,
        String subject,
        String captureMode,
        String record,
        String statementLimit,
        Format format,
        String proof) {

    /**
     * The settings with which SQL means the same on each node: a day begins in UTC, whatever the time zone of the process, and the formats
     * are ISO's. An action may change them for itself. Empty values leave a setting as it is.
     *
     * @param timeZone PostgreSQL's {@code TimeZone}
     * @param dates {@code DateStyle}
     * @param intervals {@code IntervalStyle}
     * @param searchPath {@code search_path}
     */
    private record Format(String timeZone, String dates, String intervals, String searchPath) {

        static final Format ANY = new Format("", "", "", "");

        static final Format OF_LOGIC = new Format("UTC", "ISO, MDY", "postgres", "");
    }

    /** The placeholder says whether only for the transaction. */
    private static final String IDENTITY = """
            set_config('role', ?, %1$s),
                set_config('synchrotron.user_id', ?, %1$s),
                set_config('synchrotron.grant_id', ?, %1$s),
                set_config('synchrotron.write_grant_id', ?, %1$s),
                set_config('request.jwt.claim.sub', ?, %1$s),
                set_config('synchrotron.capture_mode', ?, %1$s),
                set_config('synchrotron.record_id', ?, %1$s),
            """;

    private static final String FORMATS = """
                set_config('statement_timeout', coalesce(nullif(?, ''), current_setting('statement_timeout')), true),
                set_config('TimeZone', coalesce(nullif(?, ''), current_setting('TimeZone')), true),
                set_config('DateStyle', coalesce(nullif(?, ''), current_setting('DateStyle')), true),
                set_config('IntervalStyle', coalesce(nullif(?, ''), current_setting('IntervalStyle')), true),
                set_config('search_path', coalesce(nullif(?, ''), current_setting('search_path')), true)
            """;

    private static final String SET = IDENTITY.formatted("true") + FORMATS;

    private static final String PROVE = ", set_config('synchrotron.proof', ?, true) ";

    /** Sets what {@link #read} gave. */
    static final String CHANGE = "select " + SET + PROVE;

    /** The same, where {@link #isNobody}, for the session, too: nothing is left of an identity that SQL may have set for it. */
    static final String CLEAR =
            "select " + IDENTITY.formatted("false") + FORMATS + ", set_config('synchrotron.proof', ?, false)";

    /**
     * The same as {@link #CHANGE}, at the end of a run; refuses if its logic changed what is proved or left something in the session, or
     * changed too many rows. The first parameters are {@link RunBounds#rowChanges} and {@link RunBounds#after}.
     */
    static final String END = "with intact as materialized"
            + " (select synchrotron.close_run(nullif(?, '0')::bigint, ?::bigint)) select " + SET + PROVE
            + "from intact";

    /**
     * Sets these settings, proves them with a key, which is the last parameter, and returns the previous ones. These are in a CTE of their
     * own, so that they are read first.
     */
    static final String EXCHANGE = """
            with before as materialized (
                select current_setting('role') as role,
                    coalesce(current_setting('synchrotron.user_id', true), '') as user_id,
                    coalesce(current_setting('synchrotron.grant_id', true), '') as grant_id,
                    coalesce(current_setting('synchrotron.write_grant_id', true), '') as write_grant_id,
                    coalesce(current_setting('request.jwt.claim.sub', true), '') as subject,
                    coalesce(current_setting('synchrotron.capture_mode', true), '') as capture_mode,
                    coalesce(current_setting('synchrotron.record_id', true), '') as record_id,
                    current_setting('statement_timeout') as statement_limit,
                    current_setting('TimeZone') as time_zone,
                    current_setting('DateStyle') as dates,
                    current_setting('IntervalStyle') as intervals,
                    current_setting('search_path') as search_path,
                    coalesce(current_setting('synchrotron.proof', true), '') as proof)
            select before.*,
            """ + SET + ", synchrotron.open_scope(?) from before";

    /** {@return the settings of a caller who reads and does not write tracked tables} */
    static RoleSettings of(Caller caller) {
        return new RoleSettings(
                caller.role(), caller.user().value(), "", "", caller.user().value(), "", "", "", Format.ANY, "");
    }

    /** {@return the settings of the engine in this role} */
    static RoleSettings ofEngine(String role) {
        return new RoleSettings(role, "", "", "", "", "", "", "", Format.ANY, "");
    }

    /**
     * {@return the settings of the run of a record}
     *
     * @param limit how long a statement may take; zero for as long as before
     */
    static RoleSettings of(Grantee author, AudienceSets audiences, ActionId record, Duration limit) {
        String user = author.caller().user().value();
        return new RoleSettings(
                author.caller().role(),
                user,
                Long.toString(audiences.reads()),
                audiences.areOfGrant(author) ? "" : Long.toString(audiences.writes()),
                user,
                "record",
                record.value(),
                limit.isZero() ? "" : limit.toMillis() + "ms",
                Format.OF_LOGIC,
                "");
    }

    /** {@return the settings in the result row of {@link #EXCHANGE}} */
    static RoleSettings read(ResultSet row) throws SQLException {
        return new RoleSettings(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                new Format(row.getString(9), row.getString(10), row.getString(11), row.getString(12)),
                row.getString(13));
    }

    /** {@return whether these are the settings outside of all scopes} */
    boolean isNobody() {
        return role.equals("none") && (user + reads + writes + subject + captureMode + record + proof).isEmpty();
    }

    /** {@return the parameters of {@link #CHANGE}, in order} */
    List<String> found() {
        return values(proof);
    }

    /** {@return the parameters of {@link #END}, in order} */
    List<String> foundAfter(RunBounds run) {
        List<String> values = new ArrayList<>(List.of(Integer.toString(run.rowChanges()), Long.toString(run.after())));
        values.addAll(values(proof));
        return values;
    }

    /** {@return the parameters of {@link #EXCHANGE}, in order} */
    List<String> toProve(String key) {
        return values(key);
    }

    private List<String> values(String last) {
        return List.of(
                role,
                user,
                reads,
                writes,
                subject,
                captureMode,
                record,
                statementLimit,
                format.timeZone(),
                format.dates(),
                format.intervals(),
                format.searchPath(),
                last);
    }
}

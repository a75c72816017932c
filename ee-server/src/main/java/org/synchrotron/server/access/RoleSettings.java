package org.synchrotron.server.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.synchrotron.log.ActionId;

/**
 * In whose name a transaction works, and for which record its triggers capture: five settings, all local to the transaction. What was
 * never set reads as the empty text, which is nobody's.
 *
 * @param role the database role; {@code none} is the login's own
 * @param user the user whose rows are visible
 * @param subject the same for applications whose policies ask for {@code request.jwt.claim.sub}
 * @param captureMode what the triggers do with writes to tracked tables: {@code record}, {@code undo}; empty: they refuse them
 * @param record the record for which writes are captured
 */
record RoleSettings(String role, String user, String subject, String captureMode, String record) {

    private static final String SET = """
            set_config('role', ?, true),
                set_config('synchrotron.user_id', ?, true),
                set_config('request.jwt.claim.sub', ?, true),
                set_config('synchrotron.capture_mode', ?, true),
                set_config('synchrotron.record_id', ?, true)
            """;

    /** Sets {@link #values}. */
    static final String CHANGE = "select " + SET;

    /** Sets {@link #values}, and gives those that were in force. A CTE of its own, so that they are read first. */
    static final String EXCHANGE = """
            with before as materialized (
                select current_setting('role') as role,
                    coalesce(current_setting('synchrotron.user_id', true), '') as user_id,
                    coalesce(current_setting('request.jwt.claim.sub', true), '') as subject,
                    coalesce(current_setting('synchrotron.capture_mode', true), '') as capture_mode,
                    coalesce(current_setting('synchrotron.record_id', true), '') as record_id)
            select before.*,
            """ + SET + "from before";

    /** {@return those of a caller who reads, and writes no tracked table} */
    static RoleSettings of(Caller caller) {
        return new RoleSettings(
                caller.role(), caller.user().value(), caller.user().value(), "", "");
    }

    /** {@return those of a record's run} */
    static RoleSettings of(Caller author, ActionId record) {
        return new RoleSettings(
                author.role(), author.user().value(), author.user().value(), "record", record.value());
    }

    /** {@return what {@link #EXCHANGE} gives} */
    static RoleSettings read(ResultSet row) throws SQLException {
        return new RoleSettings(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    /** {@return the statements' parameters} */
    List<String> values() {
        return List.of(role, user, subject, captureMode, record);
    }
}

package org.synchrotron.server.access;

import org.jdbi.v3.core.Handle;

/**
 * In whose name a transaction works: role and user, set locally, so that the end of the transaction ends it. A transaction that
 * enters no scope works as the login role, which may do nothing.
 */
public final class RoleScope {

    /** The role of the sync engine's own work. */
    public static final String ENGINE = "synchrotron_engine";

    private static final String ENTER = """
            select set_config('role', :role, true),
                set_config('synchrotron.user_id', :user, true),
                set_config('request.jwt.claim.sub', :user, true),
                set_config('synchrotron.capture_mode', '', true),
                set_config('synchrotron.record_id', '', true)
            """;

    private RoleScope() {}

    /** From here the transaction does the engine's own work. */
    public static void enterEngine(Handle sql) {
        enter(sql, ENGINE, "");
    }

    /** From here the transaction sees what the caller may see. */
    public static void enter(Handle sql, Caller caller) {
        enter(sql, caller.role(), caller.user().value());
    }

    private static void enter(Handle sql, String role, String user) {
        sql.createQuery(ENTER)
                .bind("role", role)
                .bind("user", user)
                .mapTo(String.class)
                .one();
    }

    /** {@return the scope that the transaction is in, to be entered again later} */
    public static Surroundings current(Handle sql) {
        return sql.createQuery("""
                        select current_setting('role') as role,
                            coalesce(current_setting('synchrotron.user_id', true), '') as user_id
                        """)
                .map((row, context) -> new Surroundings(row.getString("role"), row.getString("user_id")))
                .one();
    }

    /** A scope that was left for a while; the role {@code none} is the login's own. */
    public record Surroundings(String role, String user) {

        /** Goes back to it. */
        public void enterAgain(Handle sql) {
            enter(sql, role, user);
        }
    }
}

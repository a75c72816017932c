package org.synchrotron.server.kit;

import org.jdbi.v3.core.Handle;

/** The identity under which a transaction currently works, and the record for which its triggers capture. */
public record Identity(String role, String user, String subject, String captureMode, String record) {

    /** The identity outside of all scopes. */
    public static final Identity NOBODY = new Identity("synchrotron_login", "", "", "", "");

    public static final Identity ENGINE = new Identity("synchrotron_engine", "", "", "", "");

    /** The identity of a caller who reads. */
    public static Identity user(String name) {
        return new Identity("synchrotron_user", name, name, "", "");
    }

    public static Identity of(Handle sql) {
        return sql.createQuery("""
                        select current_user, coalesce(current_setting('synchrotron.user_id', true), ''),
                            coalesce(current_setting('request.jwt.claim.sub', true), ''),
                            coalesce(current_setting('synchrotron.capture_mode', true), ''),
                            coalesce(current_setting('synchrotron.record_id', true), '')
                        """)
                .map((row, context) -> new Identity(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .one();
    }
}

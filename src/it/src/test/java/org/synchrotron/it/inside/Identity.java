package org.synchrotron.it.inside;

import org.jdbi.v3.core.Handle;

/** The role and the settings of a connection, and its backend's process id. */
record Identity(String role, String user, String claim, String mode, String record, int connection) {
    static Identity of(Handle sql) {
        return sql.createQuery("""
                        select current_user as role, coalesce(current_setting('synchrotron.user_id', true), ''),
                            coalesce(current_setting('request.jwt.claim.sub', true), ''),
                            coalesce(current_setting('synchrotron.capture_mode', true), ''),
                            coalesce(current_setting('synchrotron.record_id', true), ''),
                            pg_backend_pid()
                        """)
                .map((row, context) -> new Identity(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)))
                .one();
    }

    boolean hasNoIdentity() {
        return role.equals("synchrotron_login") && (user + claim + mode + record).isEmpty();
    }
}

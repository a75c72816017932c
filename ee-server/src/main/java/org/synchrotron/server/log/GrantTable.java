package org.synchrotron.server.log;

import org.jdbi.v3.core.Handle;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.Grantee;

/** The table {@code synchrotron.grants}. The transaction must be in the engine's scope. */
public final class GrantTable {

    private final Handle sql;

    public GrantTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return the caller with the grant of a record that is accepted now: the audiences that the caller has at present} */
    public Grantee present(Caller caller) {
        long grant = sql.createQuery("select synchrotron.present_grant(:user)")
                .bind("user", caller.user().value())
                .mapTo(Long.class)
                .one();
        return new Grantee(caller, grant);
    }
}

package org.synchrotron.server.log;

import java.util.Collection;
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

    /** {@return the same author with a grant that has these audiences, too} */
    public Grantee with(Collection<String> founded, Grantee author) {
        long grant = sql.createQuery("""
                        select synchrotron.audience_set(audiences || :founded) from synchrotron.grants where id = :id
                        """)
                .bind("id", author.grant())
                .bindArray("founded", String.class, founded)
                .mapTo(Long.class)
                .one();
        return new Grantee(author.caller(), grant);
    }
}

package org.synchrotron.server.access;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Finds what lets somebody pass the database's row level security. */
public final class Safety {

    private Safety() {}

    /**
     * {@return a sentence for each right of these roles, or of the login of the connection, and for each tracked table, policy and view, that
     * lets users see or change rows of others} It says what to do. Outside of all scopes.
     */
    public static List<String> breaches(Collection<String> roles, Handle sql) {
        return sql.createQuery("select * from synchrotron.unsafe(:roles)")
                .bindArray("roles", String.class, roles)
                .mapTo(String.class)
                .list();
    }
}

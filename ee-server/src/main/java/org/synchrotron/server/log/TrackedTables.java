package org.synchrotron.server.log;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The table {@code tracked_tables}: which tables of the application are captured. */
public final class TrackedTables {

    private final Handle sql;

    public TrackedTables(Handle sql) {
        this.sql = sql;
    }

    /** {@return their names} */
    public Set<String> names() {
        return new HashSet<>(sql.createQuery("select table_name from synchrotron.tracked_tables")
                .mapTo(String.class)
                .list());
    }
}

package org.synchrotron.server.log;

import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Access to the table {@code tracked_tables}: the tables of the application whose changes are captured. */
public final class TrackedTables {

    private final Handle sql;

    public TrackedTables(Handle sql) {
        this.sql = sql;
    }

    /** {@return the names of the tracked tables} */
    public Set<String> names() {
        return new HashSet<>(sql.createQuery("select table_name from synchrotron.tracked_tables")
                .mapTo(String.class)
                .list());
    }
}

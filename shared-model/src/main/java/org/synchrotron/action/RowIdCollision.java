package org.synchrotron.action;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Thrown when one run of an action inserts two rows under one id, because it gave both the same identity. This is a mistake in
 * the action; everything that the run wrote is undone.
 */
public final class RowIdCollision extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final TreeSet<String> columns;

    RowIdCollision(String table, Map<String, ?> identity, Throwable cause) {
        super(
                "two rows of " + table + " have the same identity " + CanonicalJson.of(identity)
                        + ", and so the same id: add a column to the identity that differs between them, or insert the row once",
                cause);
        this.table = table;
        this.columns = new TreeSet<>(identity.keySet());
    }

    /** {@return the table of both rows} */
    public String table() {
        return table;
    }

    /** {@return the columns of the identity, sorted; without their values, which may be private to the author} */
    public SortedSet<String> columns() {
        return new TreeSet<>(columns);
    }
}

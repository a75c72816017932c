package org.synchrotron.action;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One run of an action inserted two rows under one id, because it gave both the same identity: a mistake in the action. Nothing
 * that the run wrote stays.
 */
public final class RowIdCollision extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final TreeSet<String> columns;

    RowIdCollision(String table, Map<String, ?> identity, Throwable cause) {
        super(
                "two rows of " + table + " have the same identity " + CanonicalJson.of(identity)
                        + ", and so the same id: put into it what tells them apart, or insert the row once",
                cause);
        this.table = table;
        this.columns = new TreeSet<>(identity.keySet());
    }

    public String table() {
        return table;
    }

    /** {@return the columns of the identity; their values may be nobody's business but the author's} */
    public SortedSet<String> columns() {
        return new TreeSet<>(columns);
    }
}

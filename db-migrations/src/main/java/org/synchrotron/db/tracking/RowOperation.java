package org.synchrotron.db.tracking;

/** What a row change did; the names are those in the log. */
public enum RowOperation {
    INSERT,
    UPDATE,
    DELETE;

    /** The operation that takes this one back. */
    public RowOperation inverse() {
        return switch (this) {
            case INSERT -> DELETE;
            case UPDATE -> UPDATE;
            case DELETE -> INSERT;
        };
    }
}

package org.synchrotron.db.tracking;

/** The kind of a row change. The names are those in the log. */
public enum RowOperation {
    INSERT,
    UPDATE,
    DELETE;

    /** Returns the operation that undoes this one. */
    public RowOperation inverse() {
        return switch (this) {
            case INSERT -> DELETE;
            case UPDATE -> UPDATE;
            case DELETE -> INSERT;
        };
    }
}

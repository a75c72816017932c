package org.synchrotron.action;

import org.jspecify.annotations.Nullable;

/**
 * A deterministic piece of business logic: given the same arguments, timestamp, author and rows it does the same.
 *
 * <p>It runs on the author's device, on the server in the author's role, and again on both whenever an earlier record arrives
 * late. So it reads and writes tracked tables only, through {@link ActionContext#sql()}; takes time from {@link
 * ActionContext#timestamp()} and ids from {@link ActionContext#rowIds()}; and keeps nothing in fields.
 *
 * @param <A> the arguments: a record whose components are JSON-B types, with Bean Validation constraints
 * @param <R> what the first execution gives its caller; replays drop it
 */
public interface Action<A extends Record, R> {

    /**
     * Does it.
     *
     * @return the result, or null if there is nothing to tell
     * @throws ActionRejected to refuse: everything that was written is taken back
     */
    @Nullable
    R apply(A args, ActionContext context);

    /**
     * {@return how far it reaches with these arguments: the rows on which what it does depends, and which it may write} When a record
     * arrives late, the server runs only those again that it can have reached; of an action that does not say, every one.
     *
     * <p>Only from the arguments: no SQL. A row counts whether it exists or not, and also where a constraint looks at it: who writes a
     * unique column or a foreign key names the other row, or reaches everything, as does who writes rows that {@code
     * synchrotron.user_audiences} reads. What is written is checked, what is read cannot be.
     *
     * @param rowIds the ids of rows that it inserts
     */
    default Footprint footprint(A args, RowIds rowIds) {
        return Footprint.EVERYTHING;
    }
}

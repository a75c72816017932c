package org.synchrotron.action;

import org.jspecify.annotations.Nullable;

/**
 * A deterministic piece of business logic: with the same arguments, timestamp, author and rows it does the same.
 *
 * <p>It runs on the author's device, on the server in the author's role, and again on both when an earlier record arrives late.
 * Therefore an action reads and writes tracked tables only, through {@link ActionContext#sql()}. It takes the time from {@link
 * ActionContext#timestamp()} and ids from {@link ActionContext#rowIds()}. It keeps no state in fields. The server uses one
 * instance for all runs.
 *
 * @param <A> the arguments: a record whose components are JSON-B types, with Bean Validation constraints
 * @param <R> what the first execution returns to its caller; replays discard it
 */
public interface Action<A extends Record, R> {

    /**
     * Runs the action.
     *
     * @return the result, or null for none
     * @throws ActionRejected to refuse; everything that the run wrote is undone
     */
    @Nullable
    R apply(A args, ActionContext context);

    /**
     * {@return what a run with these arguments may read and write} When a record arrives late, the server runs only those later
     * records again that may read what it may write. The default is {@link Footprint#GRANT}: all audiences that the author has
     * when the server accepts the record.
     *
     * <p>Derive it from the arguments and the context alone. Name a row whether it exists or not. If it names rows, name also those
     * that a constraint reads: the other row of a unique column, the parent of a foreign key. An action that writes rows which
     * {@code synchrotron.user_audiences} reads names no rows.
     *
     * <p>What the server keeps is what the method returns when it accepts the record.
     */
    default Footprint footprint(A args, FootprintContext context) {
        return Footprint.GRANT;
    }
}

package org.synchrotron.client.reconcile;

/**
 * The size of a reconciliation. Immutable.
 *
 * @param undone records that were undone
 * @param applied records whose effects were applied, known or by logic
 * @param run those of them whose logic ran
 */
public record Replayed(int undone, int applied, int run) {

    public static final Replayed NOTHING = new Replayed(0, 0, 0);
}

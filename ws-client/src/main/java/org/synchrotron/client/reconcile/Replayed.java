package org.synchrotron.client.reconcile;

/**
 * What a reconciliation cost.
 *
 * @param undone records that were taken back
 * @param applied records whose effects were applied, by either way
 * @param run those of them whose logic ran
 */
public record Replayed(int undone, int applied, int run) {

    public static final Replayed NOTHING = new Replayed(0, 0, 0);
}

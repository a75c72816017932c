/**
 * Brings the tables to what the log gives (rules 1, 2, 5, 6 and 10): undo exactly to the earliest record whose place or status changed, and replay from there. Before the first pending record known effects are applied; from it on logic runs, as a prediction.
 *
 * <p>{@link org.synchrotron.client.reconcile.ReplayPlan} decides and knows no SQL; {@link
 * org.synchrotron.client.reconcile.Reconciler} is the table of contents; it runs inside the transaction that changed the log.
 */
@NullMarked
package org.synchrotron.client.reconcile;

import org.jspecify.annotations.NullMarked;

/**
 * Bringing the tables to what the log gives now (rules 1, 2, 5, 6, 7 and 10): go back to the earliest record whose place or
 * status changed, exactly, and on again in replay order. Before the first pending record, known effects; from it on, logic, as
 * a prediction.
 *
 * <p>{@link org.synchrotron.client.reconcile.ReplayPlan} decides and knows no SQL; {@link
 * org.synchrotron.client.reconcile.Reconciler} is the table of contents; it runs inside the transaction of whoever changed the
 * log. {@link org.synchrotron.client.reconcile.HiddenRows} finds what this replica has to contribute to others' records.
 */
@NullMarked
package org.synchrotron.client.reconcile;

import org.jspecify.annotations.NullMarked;

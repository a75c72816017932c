/**
 * The checks of the ten rules, each a named method: {@link org.synchrotron.simulation.rules.ServerRules} after every commit,
 * {@link org.synchrotron.simulation.rules.ClientRules} and {@link org.synchrotron.simulation.rules.QuarantineRules} after every
 * transaction of a client's file, {@link org.synchrotron.simulation.rules.DrainedRules} when all work has drained. They compare
 * the product with the oracle.
 *
 * <p>Rule 6 has no check of its own: the oracle's fold leaves out stale cells, and rules 4 and 5 compare with that fold.
 */
@NullMarked
package org.synchrotron.simulation.rules;

import org.jspecify.annotations.NullMarked;

/**
 * The ten rules as checks, each a named method: {@link org.synchrotron.simulation.rules.ServerRules} after every commit, {@link
 * org.synchrotron.simulation.rules.ClientRules} after every transaction of a client's file, {@link
 * org.synchrotron.simulation.rules.RestRules} when all has drained. They compare the product with the oracle.
 *
 * <p>Rule 6 has no check of its own: what stale cells may not do is part of the oracle's fold, which rules 4 and 5 compare with.
 */
@NullMarked
package org.synchrotron.simulation.rules;

import org.jspecify.annotations.NullMarked;

/**
 * Stories that are told step by step, on the simulator's parts and without faults other than those they tell of: what the rules
 * demand at their end is said in the test's own words. A {@link org.synchrotron.simulation.scenes.Scene} is one story; all of it
 * is also checked against the oracle.
 */
@NullMarked
package org.synchrotron.simulation.scenes;

import org.jspecify.annotations.NullMarked;

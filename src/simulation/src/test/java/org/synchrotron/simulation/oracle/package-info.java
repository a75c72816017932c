/**
 * The oracle: an independent implementation of what a run must result in. It has the log and rows as plain values, the actions as
 * pure functions, and its own fold of known effects with its own staleness rule. It calls nothing of the product's history,
 * client or server, and reads logs and tables with plain SQL.
 */
@NullMarked
package org.synchrotron.simulation.oracle;

import org.jspecify.annotations.NullMarked;

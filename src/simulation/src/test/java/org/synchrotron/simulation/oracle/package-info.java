/**
 * What must come out, thought of independently: a log and rows as plain values, the actions as pure functions, a fold of known
 * effects with a staleness rule of its own. Nothing in here calls the product's history, client or server; logs and tables are
 * read by plain SQL.
 */
@NullMarked
package org.synchrotron.simulation.oracle;

import org.jspecify.annotations.NullMarked;

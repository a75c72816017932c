/**
 * Business logic runs at its place in replay order. New records and the suffix of the log behind them come in; {@link
 * org.synchrotron.server.materialize.ReplayPlan} decides what to undo and what to run, {@link
 * org.synchrotron.server.materialize.Rewinder} tries it, {@link
 * org.synchrotron.server.materialize.Materializer} carries it out, and {@link
 * org.synchrotron.server.materialize.CorrectionFinder} says what the log must add to stay true.
 */
@NullMarked
package org.synchrotron.server.materialize;

import org.jspecify.annotations.NullMarked;

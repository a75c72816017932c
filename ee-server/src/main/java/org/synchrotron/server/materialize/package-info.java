/**
 * Runs business logic at its place in replay order. New records and the suffix of the log after them enter. {@link
 * org.synchrotron.server.materialize.ReplayPlan} decides what to undo and what to run, {@link
 * org.synchrotron.server.materialize.Rewinder} tries a small plan before the whole one, {@link
 * org.synchrotron.server.materialize.Materializer} carries a plan out, and {@link
 * org.synchrotron.server.materialize.CorrectionFinder} finds what the log must add to match the tables.
 */
@NullMarked
package org.synchrotron.server.materialize;

import org.jspecify.annotations.NullMarked;

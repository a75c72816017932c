/**
 * The rules that every replica follows, as functions from values to values: the total order ({@link
 * org.synchrotron.history.ReplayKey}), the state to which known effects lead ({@link org.synchrotron.history.KnownFold}), which
 * cells of a correction count ({@link org.synchrotron.history.CellWriters}), how two states differ ({@link
 * org.synchrotron.history.RowStates}), and how the effects of two runs differ ({@link org.synchrotron.history.NetEffects}).
 *
 * <p>Client and server call the same code; this package has no SQL, clock or thread.
 */
@NullMarked
package org.synchrotron.history;

import org.jspecify.annotations.NullMarked;

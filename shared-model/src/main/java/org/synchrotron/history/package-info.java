/**
 * The rules that every replica keeps, as functions from values to values: the one order ({@link
 * org.synchrotron.history.ReplayKey}), what known effects fold to ({@link org.synchrotron.history.KnownFold}), which cells of a
 * correction still count ({@link org.synchrotron.history.CellWriters}), how two states differ ({@link
 * org.synchrotron.history.RowStates}), and how the effects of two runs do ({@link org.synchrotron.history.NetEffects}).
 *
 * <p>Client and server call the same code; there is no SQL, clock or thread in here.
 */
@NullMarked
package org.synchrotron.history;

import org.jspecify.annotations.NullMarked;

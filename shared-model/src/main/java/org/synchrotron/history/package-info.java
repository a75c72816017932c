/**
 * The rules that every replica keeps, as functions from values to values: the one order ({@link
 * org.synchrotron.history.ReplayKey}), what known effects fold to ({@link org.synchrotron.history.KnownFold}), which cells of a
 * correction still count ({@link org.synchrotron.history.CellWriters}), and how two states differ ({@link
 * org.synchrotron.history.RowStates}).
 *
 * <p>Client and server call the same code; there is no SQL, clock or thread in here.
 */
@NullMarked
package org.synchrotron.history;

import org.jspecify.annotations.NullMarked;

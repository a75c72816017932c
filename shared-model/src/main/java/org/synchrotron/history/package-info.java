/**
 * The rules that every replica follows, as functions from values to values. {@link org.synchrotron.history.ReplayKey} is the total
 * order of the log.
 *
 * <ul>
 *   <li>{@link org.synchrotron.history.KnownFold}: from the log to rows;
 *   <li>{@link org.synchrotron.history.RowStates}: some rows at one moment, and the row changes that lead to another;
 *   <li>{@link org.synchrotron.history.NetEffects}: the row changes of one record, summed up and compared;
 *   <li>{@link org.synchrotron.history.CellWriters}: the writers of each cell, and so which cells of a correction count.
 * </ul>
 *
 * <p>Client and server call the same code; this package has no SQL, clock or thread.
 */
@NullMarked
package org.synchrotron.history;

import org.jspecify.annotations.NullMarked;

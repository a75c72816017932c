package org.synchrotron.history;

import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/**
 * From the log to rows: adds the known effects of entries, in replay order, to {@link RowStates}, without running any logic (rules 4
 * and 5). Stale cells of corrections do not count ({@link CellWriters}). Not thread-safe.
 */
public final class KnownFold {

    private final RowStates states;
    private final CellWriters writers = new CellWriters();

    /** A fold that begins with no rows. */
    public KnownFold() {
        this(new RowStates());
    }

    /** @param states the rows before the first entry, which this fold changes */
    public KnownFold(RowStates states) {
        this.states = states;
    }

    /** Adds the next entry in replay order. */
    public void add(LogEntry entry) {
        if (entry.record().isCorrection()) {
            writers.withoutStaleCells(entry).forEach(states::apply);
            return;
        }
        for (RowChange change : entry.effects()) {
            states.apply(change);
            writers.note(entry, change);
        }
    }

    /** {@return the state after the entries added so far; not a copy} */
    public RowStates states() {
        return states;
    }
}

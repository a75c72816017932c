package org.synchrotron.history;

import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/**
 * From the log to rows: adds the known effects of entries, in replay order, into {@link RowStates}; of corrections, the cells that
 * count ({@link CellWriters}). No logic runs (rules 4 and 5). Not thread-safe.
 */
public final class KnownFold {

    private final RowStates states = new RowStates();
    private final CellWriters writers = new CellWriters();

    /** Adds the next entry in replay order. */
    public void add(LogEntry entry) {
        if (entry.record().isCorrection()) {
            writers.live(entry).forEach(states::apply);
            return;
        }
        for (RowChange change : entry.effects()) {
            states.apply(change);
            writers.note(entry, change);
        }
    }

    /** {@return the state so far} */
    public RowStates states() {
        return states;
    }
}

package org.synchrotron.history;

import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/**
 * What the known effects of a log give, without running any logic (rules 4 and 5): entries are added in replay order; of
 * corrections, only the live cells count. Not thread-safe.
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

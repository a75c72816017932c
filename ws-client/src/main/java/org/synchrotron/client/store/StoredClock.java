package org.synchrotron.client.store;

import org.synchrotron.clock.HybridClock;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.clock.WallClock;

/** The clock of this replica. Its last reading is stored. Not thread-safe. */
final class StoredClock {

    private final StateTable table;
    private final WallClock wall;
    private HybridTimestamp saved = HybridTimestamp.ZERO;
    private HybridClock clock;

    /** At zero until {@link #reload}. */
    StoredClock(StateTable table, WallClock wall) {
        this.table = table;
        this.wall = wall;
        this.clock = new HybridClock(wall, saved);
    }

    /** Goes on from what is stored. */
    void reload() {
        saved = new HybridTimestamp(
                table.number(StateTable.Key.CLOCK_TIME_MS), table.number(StateTable.Key.CLOCK_COUNTER));
        clock = new HybridClock(wall, saved);
    }

    HybridClock clock() {
        return clock;
    }

    /** Stores its last reading, as far as that has changed. */
    void save() {
        HybridTimestamp last = clock.last();
        if (last.timeMs() != saved.timeMs()) {
            table.put(StateTable.Key.CLOCK_TIME_MS, last.timeMs());
        }
        if (last.counter() != saved.counter()) {
            table.put(StateTable.Key.CLOCK_COUNTER, last.counter());
        }
        saved = last;
    }
}

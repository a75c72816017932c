package org.synchrotron.history;

import java.util.Comparator;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;

/** The place of a record in the one total order of the log (rule 1). The only comparison of clocks in Java. */
public record ReplayKey(HybridTimestamp clock, ClientId client, ActionId id) implements Comparable<ReplayKey> {

    /** The same order in SQL, for PostgreSQL and SQLite, over the columns of {@code action_records}. */
    public static final String SQL_COLUMNS = "clock_time_ms, clock_counter, client_id, id";

    private static final Comparator<ReplayKey> ORDER = Comparator.comparing(ReplayKey::clock)
            .thenComparing(ReplayKey::client)
            .thenComparing(ReplayKey::id);

    public static ReplayKey of(ActionRecord record) {
        return new ReplayKey(record.clock(), record.client(), record.id());
    }

    public boolean isBefore(ReplayKey other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(ReplayKey other) {
        return ORDER.compare(this, other);
    }
}

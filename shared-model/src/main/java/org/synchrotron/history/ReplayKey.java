package org.synchrotron.history;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;

/**
 * The place of a record in the one total order of the log (rule 1). The only comparison of clocks in Java, and the only place that names
 * the order in SQL, for PostgreSQL and SQLite, over the columns of {@code action_records}.
 */
public record ReplayKey(HybridTimestamp clock, ClientId client, ActionId id) implements Comparable<ReplayKey> {

    private static final List<String> COLUMNS = List.of("clock_time_ms", "clock_counter", "client_id", "id");

    /** The columns in order: for {@code ORDER BY}, and in parentheses to compare keys. */
    public static final String SQL_COLUMNS = String.join(", ", COLUMNS);

    /** The order backwards, for {@code ORDER BY}. */
    public static final String SQL_LATEST_FIRST =
            COLUMNS.stream().map(column -> column + " desc").collect(Collectors.joining(", "));

    private static final Comparator<ReplayKey> ORDER = Comparator.comparing(ReplayKey::clock)
            .thenComparing(ReplayKey::client)
            .thenComparing(ReplayKey::id);

    /** {@return {@link #SQL_COLUMNS} of the table that a statement calls {@code alias}} */
    public static String sqlColumns(String alias) {
        return COLUMNS.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }

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

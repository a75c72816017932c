package org.synchrotron.history;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.ClientId;

/**
 * The position of a record in the total order of the log (rule 1). This is the only class in Java that compares clocks of
 * records, and the only one that names the order in SQL, for PostgreSQL and SQLite, with the columns of {@code action_records}.
 * Immutable.
 */
public record ReplayKey(HybridTimestamp clock, ClientId client, ActionId id) implements Comparable<ReplayKey> {

    private static final List<String> COLUMNS = List.of("clock_time_ms", "clock_counter", "client_id", "id");

    /** The columns in order, for {@code ORDER BY}; in parentheses they compare keys. */
    public static final String SQL_COLUMNS = String.join(", ", COLUMNS);

    /** The reverse order, for {@code ORDER BY}. */
    public static final String SQL_LATEST_FIRST =
            COLUMNS.stream().map(column -> column + " desc").collect(Collectors.joining(", "));

    private static final Comparator<ReplayKey> ORDER = Comparator.comparing(ReplayKey::clock)
            .thenComparing(ReplayKey::client)
            .thenComparing(ReplayKey::id);

    /** {@return {@link #SQL_COLUMNS} for a select list, each named with this prefix} */
    public static String sqlColumnsAs(String prefix) {
        return COLUMNS.stream().map(column -> column + " as " + prefix + column).collect(Collectors.joining(", "));
    }

    /** {@return {@link #SQL_COLUMNS} of the table with this alias in a statement} */
    public static String sqlColumns(String alias) {
        return COLUMNS.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }

    /** {@return the replay key of the record} */
    public static ReplayKey of(ActionRecord record) {
        return new ReplayKey(record.clock(), record.client(), record.id());
    }

    /** {@return whether this key precedes the other in replay order} */
    public boolean isBefore(ReplayKey other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(ReplayKey other) {
        return ORDER.compare(this, other);
    }
}

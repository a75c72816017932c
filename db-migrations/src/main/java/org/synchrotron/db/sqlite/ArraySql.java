package org.synchrotron.db.sqlite;

import static org.synchrotron.db.tracking.Identifier.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.Identifier;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;
import org.synchrotron.db.tracking.TrackingException;

/**
 * A statement about rows of one table that are JSON arrays: the row's audience, then its columns. Immutable.
 *
 * @param columns those that the table does not have are passed over
 * @param query selects arrays of such rows
 */
record ArraySql(Way way, TrackedTable table, List<String> columns, String query) {

    /** What the statement does. */
    enum Way {
        /** Inserts the rows whose integers are in the range of their columns. */
        INSERT,
        /** Deletes the rows with the same ids. */
        DELETE,
        /** Counts the rows. */
        COUNT,
        /** Selects the text of each row, in the order in which INSERT inserts them. */
        LIST
    }

    private static final Map<ColumnType, String> RANGES = Map.of(
            ColumnType.SMALLINT, "-32768 AND 32767",
            ColumnType.INTEGER, "-2147483648 AND 2147483647");

    String text() {
        String rows = " FROM (" + query + ") AS arrays, jsonb_each(arrays.content)";
        String id = "value ->> " + position();
        return switch (way) {
            case INSERT -> insertion() + rows + ranges() + " ORDER BY " + id;
            case DELETE -> "DELETE FROM " + quote(table.name()) + " WHERE id IN (SELECT " + id + rows + ")";
            case COUNT -> "SELECT sum(json_array_length(content)) FROM (" + query + ")";
            case LIST -> "SELECT json(value)" + rows + " ORDER BY " + id;
        };
    }

    private int position() {
        int id = columns.indexOf(TrackedTable.ID) + 1;
        if (id == 0) {
            throw new TrackingException("rows of table " + table.name() + " came without their ids");
        }
        return id;
    }

    private String insertion() {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (!table.audienceGenerated()) {
            names.add(TrackedTable.AUDIENCE_KEY);
            values.add("value ->> 0");
        }
        for (TrackedColumn column : tracked()) {
            names.add(column.name());
            values.add(ColumnSql.restored(column.type(), "value", columns.indexOf(column.name()) + 1));
        }
        return "INSERT INTO " + quote(table.name()) + " ("
                + names.stream().map(Identifier::quote).collect(Collectors.joining(", ")) + ") SELECT "
                + String.join(", ", values);
    }

    private List<TrackedColumn> tracked() {
        return table.columns().stream()
                .filter(each -> columns.contains(each.name()))
                .toList();
    }

    /** Capture, which would refuse other integers, is off. */
    private String ranges() {
        String all = tracked().stream()
                .filter(each -> RANGES.containsKey(each.type()) && !each.name().equals(TrackedTable.ID))
                .map(each -> "(value ->> " + (columns.indexOf(each.name()) + 1) + " NOT BETWEEN "
                        + RANGES.get(each.type()) + ") IS NOT TRUE")
                .collect(Collectors.joining(" AND "));
        return all.isEmpty() ? "" : " WHERE " + all;
    }
}

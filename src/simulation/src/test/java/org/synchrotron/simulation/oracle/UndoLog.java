package org.synchrotron.simulation.oracle;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client's file can undo: what its records changed in the tables.
 *
 * <p>It is in the order of execution, with one exception: the server tells neighbouring updates, and neighbouring deletions, of one table in the order of
 * their rows. So these are compared in that order. Items have unique values, for which the server keeps the order of execution.
 *
 * <p>A row that a stricter table cannot hold for a while is corrected in the name of the record with which a replay ends, whichever that is.
 * Of the rows of such a table only the difference that all their changes make together is determined.
 *
 * @param changes in this order
 * @param isStrict whether the table of items is stricter than the server's
 */
public record UndoLog(List<Applied> changes, boolean isStrict) {

    private static final String CHANGES = """
            select json_array(record_number, table_name || '/' || row_id, operation, json(forward_patches), json(reverse_patches))
            from (
                select *, sum(begins) over executed as run from (
                    select *, min(position) over (partition by record_number) as first,
                        table_name is not lag(table_name) over executed or operation is not lag(operation) over executed as begins
                    from synchrotron_applied_changes
                    window executed as (partition by record_number order by position))
                window executed as (partition by record_number order by position))
            order by first, run, case when operation <> 'INSERT' and table_name <> 'items' then row_id end, position""";

    private static final String ITEMS = "items/";
    private static final String EXISTENCE = "#";
    private static final String ABSENT = "-";
    private static final String PRESENT = "+";

    private record Applied(long record, String row, String operation, JsonObject forward, JsonObject reverse) {

        static Applied of(String text) {
            JsonArray change = JsonTexts.array(text);
            return new Applied(
                    change.getJsonNumber(0).longValueExact(),
                    change.getString(1),
                    change.getString(2),
                    change.getJsonObject(3),
                    change.getJsonObject(4));
        }
    }

    /** {@return the undo log of a file} */
    public static UndoLog in(Connection file) {
        return new UndoLog(
                LogReader.texts(file, CHANGES).stream().map(Applied::of).toList(), LogReader.isStrict(file));
    }

    /** {@return one line a change, in this order, then one for each row whose changes are not told one by one} */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        Map<String, List<Applied>> whole = new TreeMap<>();
        for (Applied change : changes) {
            if (isStrict && change.row.startsWith(ITEMS)) {
                whole.computeIfAbsent(change.row, any -> new ArrayList<>()).add(change);
            } else {
                lines.add(change.record + change.row + change.operation + change.forward + change.reverse);
            }
        }
        whole.forEach((row, ofRow) -> lines.add(row + difference(ofRow)));
        return lines;
    }

    private static Map<String, String> difference(List<Applied> changes) {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        for (Applied change : changes) {
            note(before, after, change);
        }
        Map<String, String> difference = new TreeMap<>();
        before.forEach((column, old) -> {
            String now = requireNonNull(after.get(column), column);
            if (!now.equals(old)) {
                difference.put(column, old + " > " + now);
            }
        });
        return difference;
    }

    /** A deletion leaves none of the columns, and before an insertion there are none. */
    private static void note(Map<String, String> before, Map<String, String> after, Applied change) {
        before.putIfAbsent(EXISTENCE, change.operation.equals("INSERT") ? ABSENT : PRESENT);
        after.put(EXISTENCE, change.operation.equals("DELETE") ? ABSENT : PRESENT);
        Set<String> columns = new TreeSet<>(change.forward.keySet());
        columns.addAll(change.reverse.keySet());
        for (String column : columns) {
            before.putIfAbsent(column, cell(change.reverse, column));
            after.put(column, cell(change.forward, column));
        }
    }

    private static String cell(JsonObject cells, String column) {
        return cells.containsKey(column) ? cells.get(column).toString() : ABSENT;
    }
}

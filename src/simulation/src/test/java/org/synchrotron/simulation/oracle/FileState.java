package org.synchrotron.simulation.oracle;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client's file says of itself.
 *
 * @param cursor the ingest id up to which it holds the log
 * @param audiences the user's audiences, as the server last named them; null before it did
 * @param lacksAll whether all rows are to come anew
 * @param lacking the audiences among them whose rows have not come yet
 * @param lackingTables the tables whose rows have not come since a schema step changed them
 * @param absentColumns the columns that the server has, and the tables of this file do not
 * @param isStrict whether its items must not have the tag that a migration of the server writes
 * @param leftOut the rows that its tables cannot hold, as it says
 * @param baseTimeMs the milliseconds of the base's clock stamp; the file may hold records up to it as rows only
 * @param baseCounter the counter of that stamp
 */
public record FileState(
        long cursor,
        @Nullable Set<String> audiences,
        boolean lacksAll,
        Set<String> lacking,
        Set<String> lackingTables,
        Set<String> absentColumns,
        boolean isStrict,
        Set<String> leftOut,
        long baseTimeMs,
        long baseCounter) {

    private static final String STATE = "select key || '=' || value from synchrotron_state";

    private static final String PAST =
            "select id || ' ' || outcome || ' ' || coalesce(outcome_code, '')" + " from synchrotron_past_records";

    private static final String LEFT_OUT =
            "select table_name || '/' || row_id from synchrotron_left_out_rows where reason is not null";

    private static final String TAG = "tag";
    private static final String UNFIT = "\"filled\"";

    /** {@return the state in a file} */
    public static FileState in(Connection file) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : LogReader.texts(file, STATE)) {
            int sign = pair.indexOf('=');
            values.put(pair.substring(0, sign), pair.substring(sign + 1));
        }
        String audiences = values.get("audiences");
        JsonObject lacking =
                JsonTexts.object(values.getOrDefault("lacking", "{\"all\":false,\"audiences\":[],\"tables\":[]}"));
        return new FileState(
                number(values, "cursor"),
                audiences == null ? null : texts(JsonTexts.array(audiences).getValuesAs(JsonString.class)),
                lacking.getBoolean("all"),
                texts(lacking.getJsonArray("audiences").getValuesAs(JsonString.class)),
                texts(lacking.getJsonArray("tables").getValuesAs(JsonString.class)),
                LogReader.countsMoves(file) ? Set.of() : Set.of(LogReader.MOVES),
                LogReader.isStrict(file),
                Set.copyOf(LogReader.texts(file, LEFT_OUT)),
                number(values, "base_time_ms"),
                number(values, "base_counter"));
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(values.getOrDefault(key, "0"));
    }

    private static Set<String> texts(List<JsonString> values) {
        return values.stream().map(JsonString::getString).collect(toUnmodifiableSet());
    }

    /** {@return the outcomes of own records of which the file holds no more, by id: kind, a space, and the code or nothing} */
    public static Map<String, String> pastOutcomes(Connection file) {
        Map<String, String> outcomes = new TreeMap<>();
        for (String line : LogReader.texts(file, PAST)) {
            int space = line.indexOf(' ');
            outcomes.put(line.substring(0, space), line.substring(space + 1));
        }
        return outcomes;
    }

    /** {@return the audiences whose rows the file must hold as of the cursor} */
    public Set<String> held() {
        Set<String> held = new HashSet<>(audiences == null || lacksAll ? Set.of() : audiences);
        held.removeAll(lacking);
        return held;
    }

    /**
     * {@return how the file's rows differ from those that it must hold, as texts; empty if they do not} Columns that its tables do not have
     * are not compared. Rows that they cannot hold must be left out, and no others.
     */
    public List<String> differences(Rows expected, Rows held) {
        List<String> differences = new ArrayList<>(expected.differences(held, unknownColumns()));
        differences.removeIf(each -> {
            String name = each.substring(0, each.indexOf(": "));
            return leftOut.contains(name) && expected.get(name).isPresent();
        });
        expected.byName().forEach((name, row) -> {
            boolean unfit = isStrict && UNFIT.equals(row.cells().get(TAG));
            if (unfit != leftOut.contains(name)) {
                differences.add(name + ": " + row + (unfit ? " is not left out" : " is left out"));
            }
        });
        return differences;
    }

    /** {@return the columns that an older program does not have, or whose values have not come since it was replaced} */
    public Set<String> unknownColumns() {
        return lackingTables.contains("accounts") ? Set.of(LogReader.MOVES) : absentColumns;
    }

    /** {@return whether the file may hold the user's rows of this audience} */
    public boolean mayHold(String audience) {
        return audiences != null && audiences.contains(audience);
    }

    /** {@return whether the file lacks no rows, and the user has these audiences} */
    public boolean isComplete(Set<String> all) {
        return all.equals(audiences) && !lacksAll && lacking.isEmpty() && lackingTables.isEmpty();
    }

    /** {@return whether the file holds rows without the records that made them} */
    public boolean hasBase() {
        return baseTimeMs > 0;
    }

    /** {@return whether this record would change rows of the base} */
    public boolean isInBase(Entry entry) {
        return hasBase()
                && (entry.timeMs() < baseTimeMs || (entry.timeMs() == baseTimeMs && entry.counter() <= baseCounter));
    }
}

package org.synchrotron.db.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.db.tracking.ColumnType;
import org.synchrotron.db.tracking.TrackedColumn;
import org.synchrotron.db.tracking.TrackedTable;

/**
 * Finds statements that compare, sort or calculate with decimals. In SQLite they are text: {@code 10.00} comes before {@code 9.00}, and sums are
 * floating point numbers.
 *
 * <p>Reads the words of a statement only. It does not see columns that come by {@code *}, through a view or into a trigger, and nothing that
 * an expression makes of parameters alone. It may name a use that does no harm. Immutable.
 */
public final class DecimalUses {

    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE", ",", ".");

    /** By the name of the table, in lower case: the name of each decimal column as a report calls it, by its name in lower case. */
    private final Map<String, Map<String, String>> decimals = new HashMap<>();

    private final Set<String> others = new LinkedHashSet<>();

    /** @param tracked the tables that actions may write */
    public DecimalUses(Collection<TrackedTable> tracked) {
        for (TrackedTable table : tracked) {
            Map<String, String> columns = new HashMap<>();
            for (TrackedColumn column : table.columns()) {
                if (column.type() == ColumnType.DECIMAL) {
                    columns.put(lower(column.name()), table.name() + "." + column.name());
                }
            }
            if (columns.isEmpty()) {
                others.add(lower(table.name()));
            } else {
                decimals.put(lower(table.name()), columns);
            }
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** {@return the columns that the statement does more with than store and read, as {@code table.column}, in its order} */
    public Set<String> of(String statement) {
        SqlShape sql = new SqlShape(statement);
        Map<String, String> tables = tables(sql);
        Map<String, String> names = new HashMap<>();
        tables.values().forEach(table -> names.putAll(decimals.getOrDefault(table, Map.of())));
        return names.isEmpty() ? Set.of() : uses(sql, tables, names);
    }

    /** {@return the tracked tables that the statement names, by name and by alias} */
    private Map<String, String> tables(SqlShape sql) {
        Map<String, String> tables = new HashMap<>();
        for (int i = 0; i < sql.size(); i++) {
            String name = sql.name(i);
            if ((decimals.containsKey(name) || others.contains(name)) && sql.isOneOf(i - 1, BEFORE_TABLE)) {
                tables.put(name, name);
                String alias = sql.name(sql.is(i + 1, "AS") ? i + 2 : i + 1);
                if (!alias.isEmpty()) {
                    tables.put(alias, name);
                }
            }
        }
        return tables;
    }

    private Set<String> uses(SqlShape sql, Map<String, String> tables, Map<String, String> names) {
        StoredOnly stored = new StoredOnly(sql);
        Set<String> found = new LinkedHashSet<>();
        List<String> renamed = new ArrayList<>();
        int known;
        do {
            known = renamed.size();
            for (int i = 0; i < sql.size(); i++) {
                String column = column(sql, i, tables, names);
                if (column == null || stored.isColumnList(sql.enclosing(i))) {
                    continue;
                }
                int first = sql.is(i - 1, ".") ? i - 2 : i;
                if (!stored.holds(first, i)) {
                    found.add(column);
                } else if (sql.is(i + 1, "AS") && names.putIfAbsent(sql.name(i + 2), column) == null) {
                    renamed.add(sql.name(i + 2));
                }
            }
        } while (renamed.size() > known);
        return found;
    }

    /** {@return the decimal column that the token names, or null} */
    private @Nullable String column(SqlShape sql, int index, Map<String, String> tables, Map<String, String> names) {
        String column = names.get(sql.name(index));
        if (column == null || sql.is(index + 1, "(") || sql.is(index + 1, ".") || sql.is(index - 1, "AS")) {
            return null;
        }
        String table = sql.is(index - 1, ".") ? tables.get(sql.name(index - 2)) : null;
        return table == null || decimals.getOrDefault(table, Map.of()).containsKey(sql.name(index)) ? column : null;
    }
}

package org.synchrotron.schema;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of tables and columns that the server tracked once and has no more, because they were dropped or renamed. Immutable.
 *
 * @param tables the names of tables
 * @param columns the names of columns, by the name of their table
 */
public record RetiredNames(Set<String> tables, Map<String, Set<String>> columns) {

    /** No names. */
    public static final RetiredNames NONE = new RetiredNames(Set.of(), Map.of());

    public RetiredNames {
        tables = Set.copyOf(tables);
        columns = columns.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, names -> Set.copyOf(names.getValue())));
    }

    /** {@return whether there was a table of this name} */
    public boolean hasTable(String table) {
        return tables.contains(table);
    }

    /** {@return whether the table had a column of this name} */
    public boolean hasColumn(String table, String column) {
        return columns.getOrDefault(table, Set.of()).contains(column);
    }
}

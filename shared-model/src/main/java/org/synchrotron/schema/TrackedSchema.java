package org.synchrotron.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tracked tables of a replica, as its application's schema has them at present. Immutable.
 *
 * @param version how far the application's schema is: of a client, the number of its schema steps that were run, in decimal digits; of a
 *     server, the version of its latest application migration, for people
 * @param tables by name: the type of each column, {@code id} among them and not {@code audience_key}. A type is the lower-case name of a
 *     portable type: text, uuid, date, timestamp, smallint, integer, bigint, real, decimal, boolean, bytes, json. Others may come in
 *     later versions
 */
public record TrackedSchema(String version, Map<String, Map<String, String>> tables) {

    /** The most tables. */
    public static final int MOST_TABLES = 1_000;

    /** The most columns of one table. */
    public static final int MOST_COLUMNS = 2_000;

    /** The most characters of a name, a type or a version. */
    public static final int LONGEST_NAME = 1_000;

    /** Sorts the names. */
    public TrackedSchema {
        requireName(version);
        requireFew(tables.keySet(), MOST_TABLES, "tables");
        SortedMap<String, Map<String, String>> copies = new TreeMap<>();
        tables.forEach((table, columns) -> copies.put(requireName(table), copy(columns)));
        tables = Collections.unmodifiableSortedMap(copies);
    }

    /** {@return the columns of the table with their types; none if there is no such table} */
    public Map<String, String> columns(String table) {
        return tables.getOrDefault(table, Map.of());
    }

    private static SortedMap<String, String> copy(Map<String, String> columns) {
        requireFew(columns.keySet(), MOST_COLUMNS, "columns");
        columns.keySet().forEach(TrackedSchema::requireName);
        Set.copyOf(columns.values()).forEach(TrackedSchema::requireName);
        return Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    private static String requireName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a schema has a name without characters, with U+0000, or with more than "
                    + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static void requireFew(Collection<String> names, int most, String what) {
        if (names.size() > most) {
            throw new IllegalArgumentException("a schema has " + names.size() + " " + what + "; allowed are " + most);
        }
    }
}

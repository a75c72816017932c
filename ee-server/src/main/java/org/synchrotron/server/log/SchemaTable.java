package org.synchrotron.server.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.synchrotron.schema.RetiredNames;
import org.synchrotron.schema.TrackedSchema;

/** Reads the tables that the server tracks, and the names that it tracked once. Stateless. */
public final class SchemaTable {

    /** A column that was read with its table; of a retired table the column is empty. */
    private record Name(String table, String column) {}

    private SchemaTable() {}

    /** {@return the tracked tables as the latest migration left them} Any user may read them. */
    public static TrackedSchema present(Handle sql) {
        Map<String, Map<String, String>> tables = new HashMap<>();
        List<String> version = new ArrayList<>();
        sql.createQuery("""
                        select s.version, t.table_name, t.column_names, t.column_types
                        from synchrotron.application_schema s
                        left join synchrotron.tracked_tables t on true
                        """)
                .map((row, context) -> {
                    version.add(row.getString("version"));
                    if (row.getString("table_name") != null) {
                        tables.put(
                                row.getString("table_name"),
                                columns((String[]) row.getArray("column_names").getArray(), (String[])
                                        row.getArray("column_types").getArray()));
                    }
                    return row;
                })
                .list();
        return new TrackedSchema(version.get(0), tables);
    }

    private static Map<String, String> columns(String[] names, String[] types) {
        Map<String, String> columns = new TreeMap<>();
        for (int n = 0; n < names.length; n++) {
            columns.put(names[n], types[n]);
        }
        return columns;
    }

    /** {@return the names that were dropped or renamed} For the engine. */
    public static RetiredNames retired(Handle sql) {
        Set<String> tables = new HashSet<>();
        Map<String, Set<String>> columns = new HashMap<>();
        sql.createQuery("select table_name, column_name from synchrotron.retired_names")
                .map((row, context) -> new Name(row.getString("table_name"), row.getString("column_name")))
                .forEach(name -> {
                    if (name.column().isEmpty()) {
                        tables.add(name.table());
                    } else {
                        columns.computeIfAbsent(name.table(), table -> new HashSet<>())
                                .add(name.column());
                    }
                });
        return new RetiredNames(tables, columns);
    }
}

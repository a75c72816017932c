package org.synchrotron.simulation.scenarios;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.synchrotron.simulation.oracle.LogReader;

/** The content of a client's file as text, without the cursor's signature, which is another one in each run. */
final class FileDump {

    private static final String TABLES =
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name";

    private FileDump() {}

    /** {@return a line for each row of each table, sorted by table and line} */
    static List<String> of(Connection file) {
        List<String> dump = new ArrayList<>();
        LogReader.texts(file, TABLES).forEach(table -> dump.addAll(rows(file, table)));
        return dump;
    }

    private static List<String> rows(Connection file, String table) {
        String columns = LogReader.texts(file, "select name from pragma_table_info('" + table + "')").stream()
                .map(column -> "quote(\"" + column + "\")")
                .collect(Collectors.joining(" || ' ' || "));
        return LogReader.texts(
                file,
                "select '" + table + " ' || " + columns + " as line from \"" + table + "\" where "
                        + (table.equals("synchrotron_state") ? "key <> 'place_in_log'" : "true") + " order by line");
    }
}

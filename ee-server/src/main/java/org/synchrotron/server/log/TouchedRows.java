package org.synchrotron.server.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The touched rows of a selection: those that the visible records of its span changed, each once. The database finds them once, in one pass,
 * and keeps them until the transaction ends; only some of them are held here. As thread-safe as its handle.
 */
final class TouchedRows {

    /** How many ids are held at once. */
    private static final int HELD = 1_000;

    private static final String FIND = """
            declare touched_rows scroll cursor for
            select distinct table_name collate "C" as table_name, row_id from synchrotron.action_modified_rows
            where server_ingest_id > :after and server_ingest_id <= :up_to
            order by 1
            """;

    private final Handle sql;
    private final boolean any;

    /** Finds them, unless all rows are selected anyway. A transaction may have one such object. */
    TouchedRows(RowSelection selection, Handle sql) {
        this.sql = sql;
        this.any = !selection.scope().all();
        if (any) {
            sql.createUpdate(FIND)
                    .bind("after", selection.after())
                    .bind("up_to", selection.upTo())
                    .execute();
        }
    }

    /** Passes in the names of tables with ids of touched rows, each table's in succession, some at a time. */
    void forEach(BiConsumer<String, List<String>> each) {
        if (any) {
            sql.execute("move absolute 0 in touched_rows");
            Map<String, List<String>> some = next();
            while (!some.isEmpty()) {
                some.forEach(each);
                some = next();
            }
        }
    }

    private Map<String, List<String>> next() {
        return sql
                .createQuery("fetch " + HELD + " from touched_rows")
                .map((row, context) -> Map.entry(row.getString("table_name"), row.getString("row_id")))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}

package org.synchrotron.server.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the visible records of a span changed, each once. The database finds them once, in one pass,
 * and keeps them until the transaction ends; only some of them are held here. As thread-safe as its handle.
 */
final class TouchedRows {

    /** How many ids are held at once. */
    private static final int HELD = 1_000;

    private static final String FIND = """
            declare %s scroll cursor for
            select distinct table_name collate "C" as table_name, row_id collate "C" as row_id from synchrotron.action_modified_rows
            where server_ingest_id > :after and server_ingest_id <= :up_to
              and (table_name collate "C", row_id collate "C") > (:table, :id)
            order by 1, 2
            """;

    private final Handle sql;
    private final String cursor;

    /**
     * Finds them.
     *
     * @param cursor the name of a cursor; a transaction may have one of each name
     * @param from the place after which they are wanted; null for all
     */
    TouchedRows(String cursor, long after, long upTo, @Nullable RowPlace from, Handle sql) {
        this.sql = sql;
        this.cursor = cursor;
        sql.createUpdate(FIND.formatted(cursor))
                .bind("after", after)
                .bind("up_to", upTo)
                .bind("table", from == null ? "" : from.table())
                .bind("id", from == null ? "" : from.id())
                .execute();
    }

    /** Passes in the names of tables with ids of touched rows, by table and id, some at a time. */
    void forEach(BiConsumer<String, List<String>> each) {
        sql.execute("move absolute 0 in " + cursor);
        Map<String, List<String>> some = next();
        while (!some.isEmpty()) {
            some.forEach(each);
            some = next();
        }
    }

    private Map<String, List<String>> next() {
        return sql
                .createQuery("fetch " + HELD + " from " + cursor)
                .map((row, context) -> Map.entry(row.getString("table_name"), row.getString("row_id")))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}

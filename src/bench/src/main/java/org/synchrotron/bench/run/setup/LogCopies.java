package org.synchrotron.bench.run.setup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes a long log of a short one that the product wrote: copies each of its records with everything that the product stored for it, under
 * other ids and at other times. All columns and tables of the log are found in the catalogue, so those of later versions are copied, too.
 *
 * <p>The records must create one row each, whose id is the argument {@code id}. Copied ids are hashes of the original and the number of
 * the copy.
 */
final class LogCopies {

    private static final String NEW_ID = "md5(%s::text || ':' || copies.n)::uuid";
    /** Copies are spread evenly over the span, in the order of arrival. */
    private static final String NEW_TIME = "(%d + ((copies.n - 1) * %d + t.server_ingest_id - 1) * %d / %d)";

    private final Admin admin;
    private final long length;

    /**
     * @param admin the database
     * @param length the number of the log's records
     */
    LogCopies(Admin admin, long length) {
        this.admin = admin;
        this.length = length;
    }

    /**
     * Copies the log's first records.
     *
     * @param first how many of the log's records are copied, from the first on
     * @param copies how often each is copied
     * @param from when the copies begin, in milliseconds since 1970
     * @param span how long they last, in milliseconds
     */
    void add(long first, long copies, long from, long span) {
        admin.execute("set session_replication_role = replica");
        admin.execute("set synchronous_commit = off");
        String time = NEW_TIME.formatted(from, first, span, Math.max(1, first * copies));
        copy("synchrotron.action_records", records(first, time), "t.server_ingest_id <= " + first, copies);
        noteNamedRows();
        for (String table : tablesWith("action_record_id")) {
            copy(
                    "synchrotron." + table,
                    effects(ingestId(first)),
                    "t.action_record_id in (" + originals(first) + ")",
                    copies);
        }
        for (String table : tracked()) {
            copy("public." + table, Map.of("id", NEW_ID.formatted("t.id")), "t.id in (" + rows(first) + ")", copies);
        }
        admin.execute("set session_replication_role = origin");
    }

    /** Another hash than the server's serves as well, because no other record names a copied row. */
    private static String rowKey(String id) {
        return "hashtextextended(" + id + "::text, 0)";
    }

    private void noteNamedRows() {
        admin.execute("insert into synchrotron.footprint_rows (row_key, clock_time_ms, record_id)"
                + " select unnest(r.named_rows), r.clock_time_ms, r.id from synchrotron.action_records r"
                + " where r.server_ingest_id > " + length);
    }

    private Map<String, String> records(long first, String time) {
        String row = "(t.args ->> 'id')";
        return Map.of(
                "id", NEW_ID.formatted("t.id"),
                "server_ingest_id", ingestId(first),
                "clock_time_ms", time,
                "named_rows",
                        "case when t.named_rows is not null then array[" + rowKey(NEW_ID.formatted(row)) + "] end",
                "clock", "jsonb_set(t.clock, '{timestamp}', to_jsonb(" + time + "))",
                "args",
                        "t.args || jsonb_build_object('id', " + NEW_ID.formatted(row) + "::text, 'timestamp', " + time
                                + ")",
                "created_at", "to_timestamp(" + time + " / 1000.0)",
                "server_ingested_at", "to_timestamp(" + time + " / 1000.0)");
    }

    private String ingestId(long first) {
        return length + " + (copies.n - 1) * " + first + " + t.server_ingest_id";
    }

    private static Map<String, String> effects(String ingestId) {
        String row = NEW_ID.formatted("t.row_id") + "::text";
        return Map.of(
                "action_record_id",
                NEW_ID.formatted("t.action_record_id"),
                "server_ingest_id",
                ingestId,
                "row_id",
                row,
                "forward_patches",
                "replace(t.forward_patches::text, t.row_id, " + row + ")::jsonb",
                "reverse_patches",
                "replace(t.reverse_patches::text, t.row_id, " + row + ")::jsonb");
    }

    private void copy(String table, Map<String, String> replaced, String which, long copies) {
        List<String> columns = columns(table);
        String values = columns.stream()
                .map(column -> replaced.getOrDefault(column, "t." + column))
                .collect(Collectors.joining(", "));
        admin.execute("insert into " + table + " (" + String.join(", ", columns) + ") select " + values + " from "
                + table + " t cross join generate_series(1, " + copies + ") as copies(n) where " + which
                + " order by copies.n, t.ctid");
    }

    /**
     * {@return what the log and its tables hold, without ids and times, and how often} A log of the product and its copies must agree in
     * it.
     */
    Map<String, Long> contents() {
        Map<String, Long> contents = new TreeMap<>();
        count("synchrotron.action_records", contents);
        tablesWith("action_record_id").forEach(table -> count("synchrotron." + table, contents));
        count("synchrotron.footprint_rows", contents);
        tracked().forEach(table -> count("public." + table, contents));
        return contents;
    }

    private void count(String table, Map<String, Long> contents) {
        admin.texts("""
                        select regexp_replace(regexp_replace((to_jsonb(t) - array['server_ingest_id', 'clock_time_ms', 'clock_counter',
                            'created_at', 'server_ingested_at', 'transaction_id', 'position', 'named_rows', 'row_key', 'record_id'])::text,
                            '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '#', 'g'), '("timestamp"|"vector"): ([0-9]+|\\{[^}]*\\})', '\\1', 'g')
                        from %s t
                        """.formatted(table)).forEach(line -> contents.merge(table + " " + line, 1L, Long::sum));
    }

    private static String originals(long first) {
        return "select id from synchrotron.action_records where server_ingest_id <= " + first;
    }

    private static String rows(long first) {
        return "select (args ->> 'id')::uuid from synchrotron.action_records where server_ingest_id <= " + first;
    }

    private List<String> tracked() {
        return admin.texts("select table_name from synchrotron.tracked_tables order by 1");
    }

    private List<String> tablesWith(String column) {
        return admin.texts("""
                select c.table_name from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
                where c.table_schema = 'synchrotron' and c.column_name = '%s' and t.table_type = 'BASE TABLE' order by 1
                """.formatted(column));
    }

    /** {@return the columns of a table to which values are given} */
    private List<String> columns(String table) {
        return admin.texts("""
                select quote_ident(attname) from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''
                order by attnum
                """.formatted(table));
    }
}

package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads rows of tracked tables that the role of the transaction may see: those of a scope, and the touched ones. Each row is read once.
 * As thread-safe as its handle.
 */
public final class TrackedRows {

    /**
     * A tracked table.
     *
     * @param name its name in the log
     * @param columns the columns of a patch, in order
     * @param relation its name with schema, quoted
     * @param values an expression for the row {@code t} as a JSON array
     * @param idType the type of its ids
     */
    public record Table(String name, List<String> columns, String relation, String values, String idType) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /** Takes the rows. Those of a table may come in several groups. */
    public interface Taker {

        /**
         * Takes a row.
         *
         * @param row as a JSON array
         */
        void present(Table table, String row);

        /** Takes the id of a touched row that is not there, or that the role may not see. */
        void gone(Table table, String id);
    }

    /** The characters of rows that the driver holds at once, about. */
    private static final int HELD = 1 << 18;

    private static final int FIRST = 32;

    private static final int MOST = 1_000;

    private final Handle sql;
    private final RowSelection selection;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final TouchedRows touched;

    /** @param selection which rows are read */
    public TrackedRows(RowSelection selection, Handle sql) {
        this.sql = sql;
        this.selection = selection;
        this.touched = new TouchedRows(selection, sql);
        tables().forEach(table -> tables.put(table.name(), table));
    }

    private List<Table> tables() {
        return sql.createQuery("""
                        select t.table_name, t.column_names, format('%I.%I', n.nspname, c.relname) as relation, t.row_values, t.id_type
                        from synchrotron.tracked_tables t
                        join pg_catalog.pg_class c on c.oid = t.relation
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        order by t.table_name
                        """)
                .map((row, context) -> new Table(
                        row.getString("table_name"),
                        List.of((String[]) row.getArray("column_names").getArray()),
                        row.getString("relation"),
                        row.getString("row_values"),
                        row.getString("id_type")))
                .list();
    }

    /** {@return how many rows there are} Those that are gone do not count. */
    public long count() {
        AtomicLong number = new AtomicLong();
        forEach((table, rows) ->
                number.addAndGet(rows.apply("count(t.id)").mapTo(Long.class).one()));
        return number.get();
    }

    /** Passes in all rows. Only some of them are held at a time. */
    public void read(Taker taker) {
        forEach((table, rows) -> {
            var unused = rows.apply("w.row_id, case when t.id is not null then " + table.values() + " end")
                    .setFetchSize(FIRST)
                    .scanResultSet((found, context) -> pass(found.get(), table, taker));
        });
    }

    /** Passes in tables, each with a query of some of its rows {@code t} for a select list; those of a touched row {@code w} may be null. */
    private void forEach(BiConsumer<Table, Function<String, Query>> each) {
        for (Table table : tables.values()) {
            if (isInScope(table)) {
                each.accept(table, wanted -> inScope(table, wanted));
            }
        }
        touched.forEach((name, ids) -> {
            Table table = tables.get(name);
            if (table != null && !selection.isWhole(name)) {
                each.accept(table, wanted -> touched(table, ids, wanted));
            }
        });
    }

    private boolean isInScope(Table table) {
        return selection.isWhole(table.name()) || !selection.audiences().isEmpty();
    }

    private Query inScope(Table table, String wanted) {
        String all =
                "select " + wanted + " from " + table.relation() + " as t cross join (values (null)) as w (row_id)";
        return selection.isWhole(table.name())
                ? sql.createQuery(all)
                : bindAudiences(sql.createQuery(all + " where t.audience_key = any (:audiences)"));
    }

    /** Without those that are in the scope. */
    private Query touched(Table table, List<String> ids, String wanted) {
        return bindAudiences(sql.createQuery("select " + wanted + " from unnest(:ids) as w (row_id) left join "
                        + table.relation() + " as t on t.id = w.row_id::" + table.idType()
                        + " where t.id is null or t.audience_key <> all (:audiences)"))
                .bindArray("ids", String.class, ids);
    }

    private Query bindAudiences(Query query) {
        return query.bindArray("audiences", String.class, selection.audiences());
    }

    private static long pass(ResultSet rows, Table table, Taker taker) throws SQLException {
        long read = 0;
        long characters = 0;
        while (rows.next()) {
            String row = rows.getString(2);
            if (row == null) {
                taker.gone(table, rows.getString(1));
                continue;
            }
            taker.present(table, row);
            read++;
            characters += row.length();
            if (read % FIRST == 0) {
                rows.setFetchSize((int) Math.max(1, Math.min(MOST, HELD * read / characters)));
            }
        }
        return read;
    }
}

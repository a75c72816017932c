package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;

/** Reads the rows of tracked tables that the role of the transaction may see. As thread-safe as its handle. */
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

    /** The characters of rows that the driver holds at once, about. */
    private static final int HELD = 1 << 18;

    private static final int FIRST = 32;

    private static final int MOST = 1_000;

    private static final String TOUCHED = "synchrotron.touched_rows(:after, :up_to, :table)";

    private final Handle sql;
    private final RowSelection selection;
    private final Set<String> touched;

    /** @param selection which rows are read */
    public TrackedRows(RowSelection selection, Handle sql) {
        this.sql = sql;
        this.selection = selection;
        this.touched = selection.scope().all() ? Set.of() : touchedTables();
    }

    private Set<String> touchedTables() {
        return new HashSet<>(sql.createQuery("select synchrotron.touched_tables(:after, :up_to)")
                .bind("after", selection.after())
                .bind("up_to", selection.upTo())
                .mapTo(String.class)
                .list());
    }

    /** {@return the tracked tables of which there may be selected rows} */
    public List<Table> tables() {
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
                .filter(each -> !selection.audiences().isEmpty() || isRead(each))
                .list();
    }

    private boolean isRead(Table table) {
        return selection.isWhole(table.name()) || touched.contains(table.name());
    }

    /** {@return how many rows of the table are selected} */
    public long count(Table table) {
        return bind(sql.createQuery("select count(*) " + from(table)), table)
                .mapTo(Long.class)
                .one();
    }

    /** Passes in each selected row of the table, as a JSON array. Only some of the rows are held at a time. */
    public void read(Table table, Consumer<String> each) {
        var unused = bind(sql.createQuery("select " + table.values() + ' ' + from(table)), table)
                .setFetchSize(FIRST)
                .scanResultSet((rows, context) -> pass(rows.get(), each));
    }

    private static long pass(ResultSet rows, Consumer<String> each) throws SQLException {
        long read = 0;
        long characters = 0;
        while (rows.next()) {
            String row = rows.getString(1);
            each.accept(row);
            read++;
            characters += row.length();
            if (read % FIRST == 0) {
                rows.setFetchSize((int) Math.max(1, Math.min(MOST, HELD * read / characters)));
            }
        }
        return read;
    }

    /** Passes in the id of each touched row of the table that is not there, or that the role may not see. */
    public void gone(Table table, Consumer<String> each) {
        if (!selection.isWhole(table.name()) && touched.contains(table.name())) {
            bind(
                            sql.createQuery("select w.row_id from " + TOUCHED
                                    + " as w (row_id) where not exists (select from " + table.relation()
                                    + " as t where t.id = w.row_id::" + table.idType() + ")"),
                            table)
                    .setFetchSize(MOST)
                    .mapTo(String.class)
                    .forEach(each);
        }
    }

    private String from(Table table) {
        return "from " + table.relation() + " as t where " + condition(table);
    }

    private String condition(Table table) {
        if (selection.isWhole(table.name())) {
            return "true";
        }
        String inTouched = "t.id in (select w.row_id::" + table.idType() + " from " + TOUCHED + " as w (row_id))";
        String inAudiences = "t.audience_key = any (:audiences)";
        if (selection.audiences().isEmpty()) {
            return inTouched;
        }
        return touched.contains(table.name()) ? "(" + inAudiences + " or " + inTouched + ")" : inAudiences;
    }

    private Query bind(Query query, Table table) {
        query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        if (!selection.isWhole(table.name())) {
            query.bind("after", selection.after())
                    .bind("up_to", selection.upTo())
                    .bind("table", table.name())
                    .bindArray("audiences", String.class, selection.audiences());
        }
        return query;
    }
}

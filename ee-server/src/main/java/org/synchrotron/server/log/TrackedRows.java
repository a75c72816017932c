package org.synchrotron.server.log;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.synchrotron.server.log.RowPlace.Stage;

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

        /** Rows of this table follow, at this stage. */
        void begin(RowPlace.Stage stage, Table table);

        /**
         * Takes a row.
         *
         * @param row as a JSON array
         */
        void present(String id, String row);

        /** Takes the id of a touched row that is not there, or that the role may not see. */
        void gone(String id);
    }

    /** Rows {@code t} of one table, with the id {@code w.row_id} of a touched one; of that, {@code t} may be null. */
    private interface Source {

        /** {@return a query for this select list} */
        Query select(String wanted, boolean inOrder);
    }

    private interface Each {
        void accept(RowPlace.Stage stage, Table table, Source rows);
    }

    /** The characters of rows that the driver holds at once, about. */
    private static final int HELD = 1 << 18;

    private static final int FIRST = 32;

    private static final int MOST = 1_000;

    private final Handle sql;
    private final RowSelection selection;
    private final SortedMap<String, Table> tables = new TreeMap<>();
    private final @Nullable TouchedRows changed;
    private final @Nullable TouchedRows touched;

    /**
     * Finds the touched rows. A transaction may have one such object.
     *
     * @param selection which rows are read
     * @param tables the tracked tables
     */
    public TrackedRows(RowSelection selection, Collection<Table> tables, Handle sql) {
        this.sql = sql;
        this.selection = selection;
        tables.forEach(table -> this.tables.put(table.name(), table));
        RowSelection.Rest rest = selection.rest();
        this.changed = rest == null ? null : new TouchedRows("changed_rows", rest.head(), selection.upTo(), null, sql);
        this.touched = selection.scope().all()
                ? null
                : new TouchedRows(
                        "touched_rows", selection.after(), selection.upTo(), selection.from(Stage.TOUCHED), sql);
    }

    /** {@return what identifies tables as they are: rows that were read from others may have other columns} */
    public static String shape(Collection<Table> tables) {
        String all = tables.stream().map(Table::toString).sorted().collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** {@return the tracked tables} */
    public static List<Table> tables(Handle sql) {
        return sql.createQuery("""
                        select t.table_name, t.column_names, format('%I.%I', n.nspname, c.relname) as relation, t.row_values, t.id_type
                        from synchrotron.tracked_tables t
                        join pg_catalog.pg_class c on c.oid = t.relation
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
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
        forEach((stage, table, rows) -> number.addAndGet(
                rows.select("count(t.id)", false).mapTo(Long.class).one()));
        return number.get();
    }

    /** Passes in all rows. Only some of them are held at a time. */
    public void read(Taker taker) {
        forEach((stage, table, rows) -> {
            taker.begin(stage, table);
            var unused = rows.select(
                            "coalesce(w.row_id, t.id::text), case when t.id is not null then " + table.values()
                                    + " end",
                            true)
                    .setFetchSize(FIRST)
                    .scanResultSet((found, context) -> pass(found.get(), taker));
        });
    }

    private void forEach(Each each) {
        touched(changed, (table, ids) -> each.accept(Stage.CHANGED, table, touched(table, ids, Set.of())));
        tables.values().stream()
                .filter(this::isInScope)
                .forEach(table -> each.accept(Stage.IN_SCOPE, table, inScope(table)));
        touched(touched, (table, ids) -> {
            if (!selection.isWhole(table.name())) {
                each.accept(Stage.TOUCHED, table, touched(table, ids, selection.audiences()));
            }
        });
    }

    private void touched(@Nullable TouchedRows rows, BiConsumer<Table, List<String>> each) {
        if (rows != null) {
            rows.forEach((name, ids) -> {
                Table table = tables.get(name);
                if (table != null) {
                    each.accept(table, ids);
                }
            });
        }
    }

    private boolean isInScope(Table table) {
        RowPlace from = selection.from(Stage.IN_SCOPE);
        return (selection.isWhole(table.name()) || !selection.audiences().isEmpty())
                && !selection.isOver(Stage.IN_SCOPE)
                && (from == null || from.table().compareTo(table.name()) <= 0);
    }

    private Source inScope(Table table) {
        RowPlace from = selection.from(Stage.IN_SCOPE);
        String after = from != null && from.table().equals(table.name()) ? from.id() : null;
        String rows = " from " + table.relation() + " as t cross join (values (null)) as w (row_id) where "
                + (selection.isWhole(table.name()) ? "true" : "t.audience_key = any (:audiences)")
                + (after == null ? "" : " and t.id > :after::" + table.idType());
        return (wanted, inOrder) -> {
            Query query = sql.createQuery("select " + wanted + rows + (inOrder ? " order by t.id" : ""));
            if (after != null) {
                query.bind("after", after);
            }
            return selection.isWhole(table.name())
                    ? query
                    : query.bindArray("audiences", String.class, selection.audiences());
        };
    }

    /** @param without audiences whose rows are not wanted */
    private Source touched(Table table, List<String> ids, Set<String> without) {
        String rows = " from unnest(:ids) with ordinality as w (row_id, place) left join " + table.relation()
                + " as t on t.id = w.row_id::" + table.idType()
                + " where t.id is null or t.audience_key <> all (:audiences)";
        return (wanted, inOrder) -> sql.createQuery("select " + wanted + rows + (inOrder ? " order by w.place" : ""))
                .bindArray("audiences", String.class, without)
                .bindArray("ids", String.class, ids);
    }

    private static long pass(ResultSet rows, Taker taker) throws SQLException {
        long read = 0;
        long characters = 0;
        while (rows.next()) {
            String row = rows.getString(2);
            if (row == null) {
                taker.gone(rows.getString(1));
                continue;
            }
            taker.present(rows.getString(1), row);
            read++;
            characters += row.length();
            if (read % FIRST == 0) {
                rows.setFetchSize((int) Math.max(1, Math.min(MOST, HELD * read / characters)));
            }
        }
        return read;
    }
}

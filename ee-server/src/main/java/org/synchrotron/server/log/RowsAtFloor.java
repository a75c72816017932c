package org.synchrotron.server.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.synchrotron.history.RowStates;
import org.synchrotron.history.RowStates.RowState;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.MalformedJson;
import org.synchrotron.log.RowRef;

/**
 * Rows as they were at the floor of the log. In the tables they were what remains when all applied changes are taken back. The known effects
 * of the removed records come to the same, but for the rows in {@code floor_rows}: there, later records make up for the difference.
 *
 * <p>The transaction must be in the engine's scope. Not thread-safe.
 */
public final class RowsAtFloor {

    private static final String LATEST_FIRST = """
            select c.table_name, c.row_id, c.audience_key, c.operation, c.forward_patches, c.reverse_patches
            from unnest(:tables, :rows) as wanted (table_name, row_id)
            join synchrotron.applied_changes c on c.table_name = wanted.table_name and c.row_id = wanted.row_id
            where c.action_record_id <> all (:kept)
            order by c.position desc
            """;

    private static final String DIFFERENT = """
            select f.table_name, f.row_id, f.audience_key, f.image
            from unnest(:tables, :rows) as wanted (table_name, row_id)
            join synchrotron.floor_rows f on f.table_name = wanted.table_name and f.row_id = wanted.row_id
            """;

    private final Handle sql;

    public RowsAtFloor(Handle sql) {
        this.sql = sql;
    }

    /** {@return what the known effects of the records of the log build on} Nothing as long as no record was removed. */
    public RowStates known(Collection<RowRef> rows) {
        return new FloorTable(sql).floor().isEmpty() ? new RowStates() : knownBefore(rows);
    }

    /** {@return the same, also if no record was removed yet} Then these are adopted rows. */
    public RowStates knownBefore(Collection<RowRef> rows) {
        Map<RowRef, Optional<RowState>> different = different(rows);
        List<RowRef> others =
                rows.stream().filter(row -> !different.containsKey(row)).toList();
        RowStates states = inTables(others, List.of());
        different.forEach((row, state) -> state.ifPresent(known -> states.put(row, known)));
        return states;
    }

    private Map<RowRef, Optional<RowState>> different(Collection<RowRef> rows) {
        Map<RowRef, Optional<RowState>> different = new HashMap<>();
        RowHistory.of(rows, sql.createQuery(DIFFERENT))
                .map((row, context) -> Map.entry(rowOf(row), state(row)))
                .forEach(each -> different.put(each.getKey(), each.getValue()));
        return different;
    }

    private static Optional<RowState> state(ResultSet row) throws SQLException {
        String image = row.getString("image");
        return image == null
                ? Optional.empty()
                : Optional.of(new RowState(row.getString("audience_key"), JsonText.readForUndo(image)));
    }

    /**
     * {@return these rows as they were in the tables before all records of the log}
     *
     * @param kept records that count as done before
     */
    public RowStates inTables(Collection<RowRef> rows, Collection<ActionId> kept) {
        RowStates states = new RowHistory(sql).present(rows);
        Set<RowRef> unreadable = new HashSet<>();
        RowHistory.of(rows, sql.createQuery(LATEST_FIRST))
                .bindArray("kept", UUID.class, RecordTable.uuids(kept))
                .map((row, context) -> {
                    takeBack(row, states, unreadable);
                    return true;
                })
                .forEach(done -> {});
        states.unknown(unreadable);
        return states;
    }

    private static void takeBack(ResultSet row, RowStates states, Set<RowRef> unreadable) throws SQLException {
        try {
            states.apply(EffectTable.captured(row).inverse());
        } catch (MalformedJson e) {
            unreadable.add(rowOf(row));
        }
    }

    /** {@return those of the rows that these records wrote for which log and tables may differ at the floor after them} */
    public Set<RowRef> mayDiffer(Collection<ActionId> records) {
        Set<RowRef> rows = new HashSet<>();
        new DivergenceTable(sql).among(records).forEach(each -> rows.add(each.row()));
        rows.addAll(sql.createQuery("""
                        select f.table_name, f.row_id from synchrotron.floor_rows f
                        where exists (
                            select from synchrotron.action_modified_rows m
                            where m.table_name = f.table_name and m.row_id = f.row_id and m.action_record_id = any (:ids))
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .map((row, context) -> rowOf(row))
                .list());
        return rows;
    }

    /** Notes how these rows differ at the floor, and forgets how they did before. */
    public void noteDifferent(Collection<RowRef> rows, Collection<RowRef> different, RowStates known) {
        PreparedBatch forget =
                sql.prepareBatch("delete from synchrotron.floor_rows where table_name = :table and row_id = :row");
        rows.forEach(
                row -> forget.bind("table", row.table()).bind("row", row.id()).add());
        forget.execute();
        PreparedBatch note = sql.prepareBatch("""
                insert into synchrotron.floor_rows (table_name, row_id, audience_key, image) values (:table, :row, :audience, :image::jsonb)
                """);
        different.forEach(row -> {
            RowState state = known.get(row).orElse(null);
            note.bind("table", row.table())
                    .bind("row", row.id())
                    .bind("audience", state == null ? null : state.audience())
                    .bind("image", state == null ? null : JsonText.of(state.columns()))
                    .add();
        });
        note.execute();
    }

    /** Notes the audiences of the rows that these records leave deleted, as far as they know it of their last runs. */
    public void noteDeletedBy(Collection<ActionId> records) {
        sql.createUpdate("""
                        insert into synchrotron.deleted_rows (table_name, row_id, audience_key)
                        select last.table_name, last.row_id, last.audience_key
                        from (
                            select distinct on (c.table_name, c.row_id) c.table_name, c.row_id, c.audience_key, c.operation
                            from synchrotron.applied_changes c where c.action_record_id = any (:ids)
                            order by c.table_name, c.row_id, c.position desc) last
                        where last.operation = 'DELETE'
                        on conflict do nothing
                        """)
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .execute();
    }

    /** Notes the audiences of rows that these records wrote only by their known effects. */
    public void noteDeleted(Collection<RowRef> rows, Collection<ActionId> records) {
        RowHistory.of(rows, sql.createUpdate("""
                        insert into synchrotron.deleted_rows (table_name, row_id, audience_key)
                        select distinct on (m.table_name, m.row_id) m.table_name, m.row_id, m.audience_key
                        from unnest(:tables, :rows) as wanted (table_name, row_id)
                        join synchrotron.action_modified_rows m on m.table_name = wanted.table_name and m.row_id = wanted.row_id
                        where m.action_record_id = any (:ids)
                        on conflict do nothing
                        """))
                .bindArray("ids", UUID.class, RecordTable.uuids(records))
                .execute();
    }

    private static RowRef rowOf(ResultSet row) throws SQLException {
        return new RowRef(row.getString("table_name"), row.getString("row_id"));
    }
}

package org.synchrotron.server.log;

import jakarta.json.JsonArrayBuilder;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;

/**
 * The tables {@code footprints} and {@code footprint_rows}, with the sets of audiences that footprints name. {@link FootprintReaders}
 * finds records by them. The transaction must be in the engine's scope. As thread-safe as its handle.
 */
public final class FootprintTable {

    /** Numbers, each with a replay key, as a table {@code k}. */
    static final String KEYS = """
            unnest(:numbers, :times, :counters, :clients, :ids) with ordinality
                as k (number, key_time, key_counter, key_client, key_id, index)
            """;

    static final String AFTER_KEY = """
            (%s) > (k.key_time, k.key_counter, k.key_client collate "C", k.key_id)
            """.formatted(ReplayKey.sqlColumns("r"));

    private static final String RECORDS =
            """
            select %s, footprint_id, named_rows, read_set, write_set, shared_set
            from %s
            cross join lateral (
                select %s, footprint_id, named_rows from synchrotron.action_records r where r.footprint_id = k.number and %s) as r
            join (select f.id as footprint_id, f.read_set, f.write_set, f.shared_set from synchrotron.footprints f) as f
                using (footprint_id)
            order by %s
            """.formatted(RecordTable.COLUMNS, KEYS, RecordTable.COLUMNS, AFTER_KEY, ReplayKey.sqlColumns("r"));

    private static final String FOOTPRINTED = """
            select %s, footprint_id, named_rows, read_set, write_set, shared_set
            from synchrotron.action_records r
            join (select f.id as footprint_id, f.read_set, f.write_set, f.shared_set from synchrotron.footprints f) as f
                using (footprint_id)
            where %%s order by %s
            """.formatted(RecordTable.COLUMNS, ReplayKey.SQL_COLUMNS);

    private static final String AFTER =
            FOOTPRINTED.formatted("(" + ReplayKey.SQL_COLUMNS + ") > " + ReplayKeySql.VALUES);

    private static final String WITH_FOOTPRINTS = FOOTPRINTED.formatted("id = any (:ids)");

    private static final String SETS = """
            select synchrotron.audience_set(array(select jsonb_array_elements_text(wanted.names)))
            from jsonb_array_elements(:sets::jsonb) with ordinality as wanted (names, number) order by number
            """;

    private final Handle sql;

    public FootprintTable(Handle sql) {
        this.sql = sql;
    }

    /** {@return the records of these footprints after the key of each, in replay order} */
    public List<FootprintedRecord> recordsAfter(Map<Long, ReplayKey> footprints) {
        return bind(sql.createQuery(RECORDS), List.copyOf(footprints.values()))
                .bindArray("numbers", Long.class, footprints.keySet())
                .map((row, context) -> footprinted(row))
                .list();
    }

    /** {@return the records after the key that run, in replay order} Reads all of that part of the log. */
    public List<FootprintedRecord> after(ReplayKey key) {
        return ReplayKeySql.bind(sql.createQuery(AFTER), key)
                .map((row, context) -> footprinted(row))
                .list();
    }

    /** {@return these records, in replay order} */
    public List<FootprintedRecord> withFootprints(Collection<ActionId> ids) {
        return sql.createQuery(WITH_FOOTPRINTS)
                .bindArray("ids", UUID.class, RecordTable.uuids(ids))
                .map((row, context) -> footprinted(row))
                .list();
    }

    static Query bind(Query query, List<ReplayKey> keys) {
        return query.bindArray(
                        "times",
                        Long.class,
                        keys.stream().map(key -> key.clock().timeMs()).toList())
                .bindArray(
                        "counters",
                        Long.class,
                        keys.stream().map(key -> key.clock().counter()).toList())
                .bindArray(
                        "clients",
                        String.class,
                        keys.stream().map(key -> key.client().value()).toList())
                .bindArray(
                        "ids",
                        UUID.class,
                        keys.stream().map(key -> key.id().uuid()).toList());
    }

    /** {@return the ids of these sets of audiences} A new set is stored. */
    public Map<Set<String>, Long> ids(Collection<Set<String>> sets) {
        List<Set<String>> distinct = List.copyOf(new LinkedHashSet<>(sets));
        Map<Set<String>, Long> ids = new HashMap<>();
        if (!distinct.isEmpty()) {
            List<Long> found = sql.createQuery(SETS)
                    .bind("sets", json(distinct))
                    .mapTo(Long.class)
                    .list();
            for (int i = 0; i < distinct.size(); i++) {
                ids.put(distinct.get(i), found.get(i));
            }
        }
        return ids;
    }

    private static String json(List<Set<String>> sets) {
        JsonArrayBuilder all = JsonText.array();
        for (Set<String> set : sets) {
            JsonArrayBuilder names = JsonText.array();
            set.forEach(names::add);
            all.add(names);
        }
        return JsonText.of(all.build());
    }

    /** {@return those of the audiences that are not in the author's grant} */
    public Set<String> outside(Collection<String> audiences, Grantee author) {
        if (audiences.isEmpty()) {
            return Set.of();
        }
        return sql.createQuery("""
                        select each from unnest(:audiences) as each
                        where not exists (select from synchrotron.grant_audiences g
                            where g.grant_id = :grant and g.audience_key = each)
                        """)
                .bindArray("audiences", String.class, audiences)
                .bind("grant", author.grant())
                .mapTo(String.class)
                .set();
    }

    /** {@return the audiences of these sets, by set} */
    public Map<Long, Set<String>> audiences(Collection<Long> sets) {
        Map<Long, Set<String>> audiences = new HashMap<>();
        sets.forEach(set -> audiences.put(set, new HashSet<>()));
        sql.createQuery("select grant_id, audience_key from synchrotron.grant_audiences where grant_id = any (:sets)")
                .bindArray("sets", Long.class, new ArrayList<>(sets))
                .map((row, context) -> Map.entry(row.getLong("grant_id"), row.getString("audience_key")))
                .forEach(each -> audiences
                        .computeIfAbsent(each.getKey(), set -> new HashSet<>())
                        .add(each.getValue()));
        return audiences;
    }

    /** Notes the rows that records in the log name, so that they are found by them. */
    public void noteRows(Collection<ActionId> records) {
        if (!records.isEmpty()) {
            sql.createUpdate("""
                            insert into synchrotron.footprint_rows (row_key, clock_time_ms, record_id)
                            select unnest(r.named_rows), r.clock_time_ms, r.id
                            from synchrotron.action_records r where r.id = any (:ids)
                            """)
                    .bindArray("ids", UUID.class, RecordTable.uuids(records))
                    .execute();
        }
    }

    /** Makes all rows of their audiences the rows of these records in the log, because a run wrote another row than those named. */
    public void forgetRows(Collection<ActionId> records) {
        if (!records.isEmpty()) {
            sql.createUpdate("""
                            with named as (
                                delete from synchrotron.footprint_rows n using synchrotron.action_records r
                                where r.id = any (:ids) and n.record_id = r.id and n.clock_time_ms = r.clock_time_ms
                                    and n.row_key = any (r.named_rows))
                            update synchrotron.action_records set named_rows = null where id = any (:ids)
                            """)
                    .bindArray("ids", UUID.class, RecordTable.uuids(records))
                    .execute();
        }
    }

    /**
     * Gives records in the log the footprints that include the shared constraints which they have touched, and whether they name rows, by
     * now.
     */
    public void renew(Collection<ActionId> records) {
        if (!records.isEmpty()) {
            sql.createUpdate("""
                            update synchrotron.action_records r
                            set footprint_id = synchrotron.footprint_of(r.id, f.read_set, f.write_set, r.named_rows is not null)
                            from synchrotron.footprints f where f.id = r.footprint_id and r.id = any (:ids)
                            """)
                    .bindArray("ids", UUID.class, RecordTable.uuids(records))
                    .execute();
        }
    }

    static FootprintedRecord footprinted(ResultSet row) throws SQLException {
        return new FootprintedRecord(RecordTable.read(row), footprint(row), rows(row.getArray("named_rows")));
    }

    private static RowKeys rows(@Nullable Array named) throws SQLException {
        return named == null ? RowKeys.ALL : new RowKeys(false, Set.of((Long[]) named.getArray()));
    }

    static StoredFootprint footprint(ResultSet row) throws SQLException {
        return new StoredFootprint(
                row.getLong("footprint_id"),
                new AudienceSets(row.getLong("read_set"), row.getLong("write_set")),
                row.getLong("shared_set"));
    }
}

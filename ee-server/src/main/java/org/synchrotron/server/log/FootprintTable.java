package org.synchrotron.server.log;

import jakarta.json.JsonArrayBuilder;
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
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;

/**
 * The table {@code footprints}, with the sets of audiences that it names. Finds by index which records of the log may read given
 * audiences; no other record is read. The transaction must be in the engine's scope. As thread-safe as its handle.
 */
public final class FootprintTable {

    /**
     * A footprint that has records after a key, and may read an audience that changed at that key.
     *
     * @param changed the key
     * @param first the key of the first of these records
     */
    public record Reader(StoredFootprint footprint, ReplayKey changed, ReplayKey first) {}

    private static final String KEYS = """
            unnest(:numbers, :times, :counters, :clients, :ids) with ordinality
                as k (number, key_time, key_counter, key_client, key_id, index)
            """;

    static final String AFTER_KEY = """
            (%s) > (k.key_time, k.key_counter, k.key_client collate "C", k.key_id)
            """.formatted(ReplayKey.sqlColumns("r"));

    private static final String READERS =
            """
            with changed as materialized (
                select * from %s
            ), met as (
                select distinct changed.index, theirs.grant_id as set_id
                from changed
                join synchrotron.grant_audiences mine on mine.grant_id = changed.number
                join synchrotron.grant_audiences theirs on theirs.audience_key = mine.audience_key
            ), readers as (
                select met.index, f.id from met join synchrotron.footprints f on f.read_set = met.set_id
                union
                select met.index, f.id from met join synchrotron.footprints f on f.shared_set = met.set_id
            )
            select index, f.id as footprint_id, f.read_set, f.write_set, f.shared_set, first.*
            from readers
            join changed k using (index)
            join synchrotron.footprints f on f.id = readers.id
            cross join lateral (
                select %s from synchrotron.action_records r where r.footprint_id = f.id and %s order by %s limit 1) as first
            """.formatted(KEYS, ReplayKey.sqlColumns("r"), AFTER_KEY, ReplayKey.sqlColumns("r"));

    private static final String RECORDS =
            """
            select %s, footprint_id, read_set, write_set, shared_set
            from %s
            cross join lateral (
                select %s, footprint_id from synchrotron.action_records r where r.footprint_id = k.number and %s) as r
            join (select f.id as footprint_id, f.read_set, f.write_set, f.shared_set from synchrotron.footprints f) as f
                using (footprint_id)
            order by %s
            """.formatted(RecordTable.COLUMNS, KEYS, RecordTable.COLUMNS, AFTER_KEY, ReplayKey.sqlColumns("r"));

    private static final String FOOTPRINTED = """
            select %s, footprint_id, read_set, write_set, shared_set
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

    /**
     * {@return the footprints that may read an audience which changed, and have records after that}
     *
     * @param changed sets of audiences, with the place in replay order from which on their rows may differ
     */
    public List<Reader> readersAfter(Map<Long, ReplayKey> changed) {
        List<ReplayKey> keys = List.copyOf(changed.values());
        return bind(sql.createQuery(READERS), keys)
                .bindArray("numbers", Long.class, changed.keySet())
                .map((row, context) ->
                        new Reader(footprint(row), keys.get(row.getInt("index") - 1), ReplayKeySql.read(row)))
                .list();
    }

    /** {@return the records of these footprints after the key of each, in replay order} */
    public List<FootprintedRecord> recordsAfter(Map<Long, ReplayKey> footprints) {
        return bind(sql.createQuery(RECORDS), List.copyOf(footprints.values()))
                .bindArray("numbers", Long.class, footprints.keySet())
                .map((row, context) -> new FootprintedRecord(RecordTable.read(row), footprint(row)))
                .list();
    }

    /** {@return the records after the key that run, in replay order} Reads all of that part of the log. */
    public List<FootprintedRecord> after(ReplayKey key) {
        return ReplayKeySql.bind(sql.createQuery(AFTER), key)
                .map((row, context) -> new FootprintedRecord(RecordTable.read(row), footprint(row)))
                .list();
    }

    /** {@return these records, in replay order} */
    public List<FootprintedRecord> withFootprints(Collection<ActionId> ids) {
        return sql.createQuery(WITH_FOOTPRINTS)
                .bindArray("ids", UUID.class, RecordTable.uuids(ids))
                .map((row, context) -> new FootprintedRecord(RecordTable.read(row), footprint(row)))
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

    /** Gives records in the log the footprints that include the shared constraints which they have touched by now. */
    public void renew(Collection<ActionId> records) {
        if (!records.isEmpty()) {
            sql.createUpdate("""
                            update synchrotron.action_records r
                            set footprint_id = synchrotron.footprint_of(r.id, f.read_set, f.write_set)
                            from synchrotron.footprints f where f.id = r.footprint_id and r.id = any (:ids)
                            """)
                    .bindArray("ids", UUID.class, RecordTable.uuids(records))
                    .execute();
        }
    }

    static StoredFootprint footprint(ResultSet row) throws SQLException {
        return new StoredFootprint(
                row.getLong("footprint_id"),
                new AudienceSets(row.getLong("read_set"), row.getLong("write_set")),
                row.getLong("shared_set"));
    }
}

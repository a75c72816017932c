package org.synchrotron.server.log;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.synchrotron.history.ReplayKey;

/**
 * Finds by index which records of the log may read what changes: through the tables {@code footprints} and {@code footprint_rows}. No
 * other record is read. The transaction must be in the engine's scope. As thread-safe as its handle.
 */
public final class FootprintReaders {

    /**
     * A footprint that has records after a key, and may read an audience that changed at that key.
     *
     * @param changed the key
     * @param first the key of the first of these records
     */
    public record Reader(StoredFootprint footprint, ReplayKey changed, ReplayKey first) {}

    private static final String MET = """
            with changed as materialized (
                select * from %s
            ), met as (
                select distinct changed.index, theirs.grant_id as set_id
                from changed
                join synchrotron.grant_audiences mine on mine.grant_id = changed.number
                join synchrotron.grant_audiences theirs on theirs.audience_key = mine.audience_key
            ), readers as (
                select met.index, f.id from met join synchrotron.footprints f on f.read_set = met.set_id and %%1$s
                union
                select met.index, f.id from met join synchrotron.footprints f on f.shared_set = met.set_id and %%1$s
            )
            """.formatted(FootprintTable.KEYS);

    private static final String READERS = MET.formatted("(:all or not f.names_rows)")
            + """
            select index, f.id as footprint_id, f.read_set, f.write_set, f.shared_set, first.*
            from readers
            join changed k using (index)
            join synchrotron.footprints f on f.id = readers.id
            cross join lateral (
                select %s from synchrotron.action_records r where r.footprint_id = f.id and %s order by %s limit 1) as first
            """.formatted(ReplayKey.sqlColumns("r"), FootprintTable.AFTER_KEY, ReplayKey.sqlColumns("r"));

    private static final String NAMING =
            MET.formatted("f.names_rows") + """
            select distinct on (r.id) r.*, f.read_set, f.write_set, f.shared_set
            from readers
            join changed k using (index)
            join synchrotron.footprints f on f.id = readers.id
            cross join lateral (
                select %s, footprint_id, named_rows
                from synchrotron.action_records r where r.footprint_id = f.id and %s offset 0) as r
            """.formatted(RecordTable.COLUMNS, FootprintTable.AFTER_KEY);

    /** The records of a row are found by their times, and then compared by their whole keys. */
    private static final String NAMING_ROWS =
            """
            select distinct on (r.id) r.*, f.read_set, f.write_set, f.shared_set
            from %s
            cross join lateral (
                select n.record_id from synchrotron.footprint_rows n
                where n.row_key = k.number and n.clock_time_ms >= k.key_time offset 0) as n
            cross join lateral (
                select %s, footprint_id, named_rows from synchrotron.action_records r where r.id = n.record_id and %s offset 0) as r
            join synchrotron.footprints f on f.id = r.footprint_id
            """.formatted(FootprintTable.KEYS, RecordTable.COLUMNS, FootprintTable.AFTER_KEY);

    private final Handle sql;

    public FootprintReaders(Handle sql) {
        this.sql = sql;
    }

    /**
     * {@return the footprints that may read an audience which changed, and have records after that}
     *
     * @param changed sets of audiences, with the place in replay order from which on their rows may differ
     * @param all whether also those whose records name rows
     */
    public List<Reader> after(Map<Long, ReplayKey> changed, boolean all) {
        if (changed.isEmpty()) {
            return List.of();
        }
        List<ReplayKey> keys = List.copyOf(changed.values());
        return bind(READERS, changed)
                .bind("all", all)
                .map((row, context) -> new Reader(
                        FootprintTable.footprint(row), keys.get(row.getInt("index") - 1), ReplayKeySql.read(row)))
                .list();
    }

    /** {@return the records that name rows and may read an audience of which any row changed, after that} */
    public List<FootprintedRecord> naming(Map<Long, ReplayKey> changed) {
        return records(NAMING, changed);
    }

    /**
     * {@return the records that name a row which changed, after that}
     *
     * @param changed keys of rows, with the place from which on they may differ
     */
    public List<FootprintedRecord> namingRows(Map<Long, ReplayKey> changed) {
        return records(NAMING_ROWS, changed);
    }

    private List<FootprintedRecord> records(String query, Map<Long, ReplayKey> changed) {
        return changed.isEmpty()
                ? List.of()
                : bind(query, changed)
                        .map((row, context) -> FootprintTable.footprinted(row))
                        .list();
    }

    private Query bind(String query, Map<Long, ReplayKey> changed) {
        return FootprintTable.bind(sql.createQuery(query), List.copyOf(changed.values()))
                .bindArray("numbers", Long.class, changed.keySet());
    }
}

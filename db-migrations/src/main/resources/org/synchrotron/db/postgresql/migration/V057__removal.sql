-- Removes records from the log and raises the floor to the last of them. For the engine, which has no rights of its own for that.

-- Takes the stale cells out of corrections that stay: those that a record wrote which is removed now and which the correction had not seen (rule 6).
-- No client gets these corrections as records any more, because each arrived before such a record.
create function synchrotron.drop_stale_cells(records uuid[]) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    with stale as materialized (
        select c.action_record_id, c.sequence, c.operation = 'UPDATE' as is_update,
            bool_or(w.operation <> 'UPDATE' or c.operation = 'DELETE') as is_whole,
            coalesce(array_agg(distinct key) filter (where key is not null), '{}') as columns
        from synchrotron.action_records k
        join synchrotron.action_modified_rows c on c.action_record_id = k.id
        join synchrotron.action_modified_rows w on w.table_name = c.table_name and w.row_id = c.row_id
            and w.action_record_id = any (records)
        join synchrotron.action_records r on r.id = w.action_record_id
        left join lateral jsonb_object_keys(w.forward_patches) key on true
        where k._tag = '_InternalCorrectionApply' and k.id <> all (records)
            and k.server_ingest_id < (select max(n.server_ingest_id) from synchrotron.action_records n where n.id = any (records))
            and r._tag not in ('_InternalCorrectionApply', 'RollbackAction') and r.client_id <> k.client_id
            and r.server_ingest_id > (k.args ->> 'basisServerIngestId')::bigint
        group by c.action_record_id, c.sequence, c.operation
    ), gone as (
        delete from synchrotron.action_modified_rows m using stale s
        where m.action_record_id = s.action_record_id and m.sequence = s.sequence
            and case when s.is_update then m.forward_patches - s.columns = '{}' else s.is_whole end
    )
    update synchrotron.action_modified_rows m
    set forward_patches = m.forward_patches - s.columns, reverse_patches = m.reverse_patches - s.columns
    from stale s
    where m.action_record_id = s.action_record_id and m.sequence = s.sequence and s.is_update
        and m.forward_patches - s.columns <> '{}'
$$;

-- Notes what stays of the records.
create function synchrotron.keep_removed(records uuid[], contents text[]) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    insert into synchrotron.removed_records (id, server_ingest_id, fingerprint, user_id, client_id, content, outcome, outcome_code,
        outcome_message, told_at)
    select r.id, r.server_ingest_id, r.fingerprint, r.user_id, r.client_id, given.content, r.outcome,
        r.outcome_code, r.outcome_message,
        greatest(r.server_ingest_id, (
            select max(c.server_ingest_id)
            from synchrotron.outcome_changes o join synchrotron.action_records c on c.id = o.correction_id
            where o.record_id = r.id))
    from unnest(records, contents) as given (id, content)
    join synchrotron.action_records r on r.id = given.id
$$;

create function synchrotron.raise_floor(records uuid[]) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    insert into synchrotron.floor as f
        (clock_time_ms, clock_counter, client_id, id, rows_before, removed, log_start_ms, highest_counter)
    select last.clock_time_ms, last.clock_counter, last.client_id, last.id, all_of_them.told_at, cardinality(records),
        all_of_them.log_start_ms, all_of_them.highest_counter
    from (
        select r.* from synchrotron.action_records r where r.id = any (records)
        order by r.clock_time_ms desc, r.clock_counter desc, r.client_id desc, r.id desc limit 1) last
    cross join (
        select max(n.told_at) as told_at, max(r.clock_counter) as highest_counter,
            min(r.clock_time_ms) filter (where r._tag not in ('_InternalCorrectionApply', '_InternalAdoption')) as log_start_ms
        from synchrotron.action_records r join synchrotron.removed_records n on n.id = r.id
        where r.id = any (records)) all_of_them
    on conflict (only_row) do update set
        clock_time_ms = excluded.clock_time_ms, clock_counter = excluded.clock_counter, client_id = excluded.client_id, id = excluded.id,
        rows_before = greatest(f.rows_before, excluded.rows_before), removed = f.removed + excluded.removed,
        log_start_ms = coalesce(f.log_start_ms, excluded.log_start_ms),
        highest_counter = greatest(f.highest_counter, excluded.highest_counter), raised_at = clock_timestamp()
$$;

-- Deletes the records with all that belongs to them, and the footprints and sets of audiences that no other record has.
create function synchrotron.delete_records(records uuid[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    prints bigint[] := array(
        select distinct r.footprint_id from synchrotron.action_records r where r.id = any (records) and r.footprint_id is not null);
    sets bigint[] := array(
        select r.grant_id from synchrotron.action_records r where r.id = any (records) and r.grant_id is not null
        union select v.grant_id from synchrotron.further_views v where v.record_id = any (records)
        union select unnest(array[f.read_set, f.write_set, f.shared_set]) from synchrotron.footprints f where f.id = any (prints));
begin
    delete from synchrotron.footprint_rows n using synchrotron.action_records r
    where r.id = any (records) and n.record_id = r.id and n.clock_time_ms = r.clock_time_ms and n.row_key = any (r.named_rows);
    delete from synchrotron.touched_constraints t where t.action_record_id = any (records);
    delete from synchrotron.applied_changes c where c.action_record_id = any (records);
    delete from synchrotron.action_records r where r.id = any (records);
    delete from synchrotron.footprints f where f.id = any (prints)
        and not exists (select from synchrotron.action_records r where r.footprint_id = f.id);
    sets := array(
        select g.id from unnest(sets) as g (id)
        where not exists (select from synchrotron.action_records r where r.grant_id = g.id)
            and not exists (select from synchrotron.further_views v where v.grant_id = g.id)
            and not exists (select from synchrotron.footprints f where g.id in (f.read_set, f.write_set, f.shared_set)));
    delete from synchrotron.grant_audiences a where a.grant_id = any (sets);
    delete from synchrotron.grants g where g.id = any (sets);
end
$$;

create function synchrotron.remove_records(records uuid[], contents text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.engine_scope(), synchrotron.lock_log();
    if (select count(*) from synchrotron.action_records r
        where (r.clock_time_ms, r.clock_counter, r.client_id, r.id) <= (
            select n.clock_time_ms, n.clock_counter, n.client_id, n.id
            from synchrotron.action_records n where n.id = any (records)
            order by n.clock_time_ms desc, n.clock_counter desc, n.client_id desc, n.id desc limit 1)) <> cardinality(records) then
        perform synchrotron.refuse('SY020', 'the records to remove are not the beginning of the log',
            'Remove them in replay order, without a gap.');
    end if;
    perform synchrotron.drop_stale_cells(records), synchrotron.keep_removed(records, contents),
        synchrotron.raise_floor(records), synchrotron.delete_records(records);
end
$$;

comment on function synchrotron.remove_records(uuid[], text[]) is
    'Removes the beginning of the log. The second argument has digests of the contents of the records.';

revoke execute on function
    synchrotron.drop_stale_cells(uuid[]),
    synchrotron.keep_removed(uuid[], text[]),
    synchrotron.raise_floor(uuid[]),
    synchrotron.delete_records(uuid[]),
    synchrotron.remove_records(uuid[], text[])
from public;
grant execute on function synchrotron.remove_records(uuid[], text[]) to synchrotron_engine;

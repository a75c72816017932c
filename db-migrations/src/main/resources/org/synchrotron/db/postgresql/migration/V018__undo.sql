-- Undoes the captured changes of the records in this database's tracked tables, newest first.
-- Returns how many row changes it undid. Refuses (SY007) if it does not find a row as this database left it.
-- Checks the foreign keys at the end. Deferrable constraints are then in their declared mode again.
create function synchrotron.undo(record_ids uuid[]) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    mode_before text := current_setting('synchrotron.capture_mode', true);
    run record;
    undone bigint := 0;
begin
    set constraints all deferred;
    perform set_config('synchrotron.capture_mode', 'undo', true);
    for run in select * from synchrotron.runs_to_undo(record_ids) loop
        perform synchrotron.undo_run(run.table_name, run.operation, run.row_ids, run.audience_keys, run.patches);
        undone := undone + cardinality(run.row_ids);
    end loop;
    delete from synchrotron.applied_changes where action_record_id = any (record_ids);
    perform synchrotron.check_foreign_keys();
    perform set_config('synchrotron.capture_mode', coalesce(mode_before, ''), true);
    return undone;
end
$$;

-- Checks the foreign keys of tracked tables that are initially immediate.
create function synchrotron.check_foreign_keys() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    names text;
begin
    select string_agg(distinct format('%I.%I', n.nspname, c.conname), ', ') into names
    from synchrotron.tracked_tables t
    join pg_constraint c on c.conrelid = t.relation and c.contype = 'f' and c.condeferrable and not c.condeferred
    join pg_namespace n on n.oid = c.connamespace;
    if names is not null then
        execute 'set constraints ' || names || ' immediate';
    end if;
end
$$;

-- The changes to undo, newest first. Adjacent changes of the same table and operation form a run.
create function synchrotron.runs_to_undo(record_ids uuid[])
returns table (table_name text, operation text, row_ids text[], audience_keys text[], patches jsonb[])
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with changes as (
        select c.*, (c.table_name, c.operation) is distinct from
            (lag(c.table_name) over newest, lag(c.operation) over newest) as first_of_run
        from synchrotron.applied_changes c
        where c.action_record_id = any (record_ids)
        window newest as (order by c.position desc)
    ), numbered as (
        select *, count(*) filter (where first_of_run) over (order by position desc) as run from changes
    )
    select table_name, operation, array_agg(row_id order by position desc),
        array_agg(audience_key order by position desc), array_agg(reverse_patches order by position desc)
    from numbered
    group by run, table_name, operation
    order by run
$$;

-- Undoes one run. A row to delete may be missing: a cascade of this undo may have deleted it.
create function synchrotron.undo_run(
    table_name text, operation text, row_ids text[], audience_keys text[], patches jsonb[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    written bigint;
begin
    execute format('select synchrotron.%I($1, $2, $3, $4)', synchrotron.function_name('write', table_name))
        into written
        using case operation when 'INSERT' then 'DELETE' when 'DELETE' then 'INSERT' else operation end,
            row_ids, audience_keys, patches;
    if written <> cardinality(row_ids) and operation <> 'INSERT' then
        perform synchrotron.refuse('SY007',
            format('undo of %s %s on table %s found only %s rows as it had left them (rows %s)',
                cardinality(row_ids), operation, table_name, written, left(array_to_string(row_ids, ', '), 200)),
            'The table was written without capture; restore it from the log.');
    end if;
end
$$;

revoke execute on function
    synchrotron.undo(uuid[]),
    synchrotron.check_foreign_keys(),
    synchrotron.runs_to_undo(uuid[]),
    synchrotron.undo_run(text, text, text[], text[], jsonb[])
from public;
grant execute on function
    synchrotron.undo(uuid[]),
    synchrotron.check_foreign_keys(),
    synchrotron.runs_to_undo(uuid[]),
    synchrotron.undo_run(text, text, text[], text[], jsonb[])
to synchrotron_engine;

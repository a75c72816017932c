-- Undoes what the records did to the tracked tables of this database: their observed changes backwards, newest first.
-- Returns how many row changes it took back. Refuses (SY007) if a row is not as the log of this database left it.
-- Deferrable constraints become deferred until the transaction says otherwise, as they may have been in the action.
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
        undone := undone + synchrotron.undo_run(
            run.table_name, run.operation, run.row_ids, run.audience_keys, run.patches);
    end loop;
    delete from synchrotron.applied_changes where action_record_id = any (record_ids);
    perform set_config('synchrotron.capture_mode', coalesce(mode_before, ''), true);
    return undone;
end
$$;

-- The changes to take back, newest first, in runs of neighbours with the same table and operation.
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

create function synchrotron.undo_run(
    table_name text, operation text, row_ids text[], audience_keys text[], patches jsonb[]) returns bigint
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
    if written <> cardinality(row_ids) then
        perform synchrotron.refuse('SY007',
            format('undo of %s %s on table %s found only %s rows as it had left them (rows %s)',
                cardinality(row_ids), operation, table_name, written, left(array_to_string(row_ids, ', '), 200)),
            'Something wrote the table without capture; restore it from the log.');
    end if;
    return written;
end
$$;

revoke execute on function
    synchrotron.undo(uuid[]),
    synchrotron.runs_to_undo(uuid[]),
    synchrotron.undo_run(text, text, text[], text[], jsonb[])
from public;
grant execute on function
    synchrotron.undo(uuid[]),
    synchrotron.runs_to_undo(uuid[]),
    synchrotron.undo_run(text, text, text[], text[], jsonb[])
to synchrotron_engine;

-- What reads or writes all of the log knows that its beginning may be gone.

-- As before (V038), also in the rows at the floor.
create or replace function synchrotron.rename_stored_cells(of_table text, former text[], present text[], reused text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.lock_log();
    update synchrotron.action_modified_rows m
    set forward_patches = synchrotron.renamed_cells(m.forward_patches, former, present, reused),
        reverse_patches = synchrotron.renamed_cells(m.reverse_patches, former, present, reused)
    where m.table_name = of_table
      and (m.forward_patches ?| (former || reused) or m.reverse_patches ?| (former || reused));
    update synchrotron.applied_changes c
    set forward_patches = synchrotron.renamed_cells(c.forward_patches, former, present, reused),
        reverse_patches = synchrotron.renamed_cells(c.reverse_patches, former, present, reused)
    where c.table_name = of_table
      and (c.forward_patches ?| (former || reused) or c.reverse_patches ?| (former || reused));
    update synchrotron.floor_rows f set image = synchrotron.renamed_cells(f.image, former, present, reused)
    where f.table_name = of_table and f.image ?| (former || reused);
end
$$;

create or replace function synchrotron.rename_stored_table(former text, present text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    shared text;
begin
    update synchrotron.action_modified_rows m set table_name = present where m.table_name = former;
    update synchrotron.applied_changes c set table_name = present where c.table_name = former;
    update synchrotron.floor_rows f set table_name = present where f.table_name = former;
    update synchrotron.deleted_rows d set table_name = present where d.table_name = former;
    update synchrotron.retired_names r set table_name = present where r.table_name = former and r.column_name <> '';
    for shared in select s.constraint_name from synchrotron.shared_constraints s where s.table_name = former loop
        perform synchrotron.rename_shared_constraint(
            'unique:' || former || '.' || shared, 'unique:' || present || '.' || shared);
    end loop;
end
$$;

-- As before (V039). The log does not tell all rows of a former table any more, so all clients get rows.
create or replace function synchrotron.tell_reuse(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $$
declare
    record_id uuid := gen_random_uuid();
    columns text[];
    former text;
    clock record;
    written bigint := 0;
    more bigint;
begin
    select array_agg(r.column_name) filter (where r.column_name <> ''), max(r.former_table) into columns, former
    from synchrotron.reused_names r where r.table_name = name;
    delete from synchrotron.reused_names r where r.table_name = name;
    if columns is null and former is null then
        return;
    end if;
    select * into clock from synchrotron.next_clock();
    perform synchrotron.add_server_record(record_id, '_InternalCorrectionApply', jsonb_build_object(
        'appliedActionIds', '[]'::jsonb, 'basisServerIngestId', synchrotron.head() + 1), clock.time_ms, clock.counter, null);
    if columns is not null then
        execute synchrotron.told_values_source(relation, columns) using record_id, name;
        get diagnostics written = row_count;
    end if;
    if former is not null then
        execute synchrotron.told_gone_source(relation) using record_id, name, former, written;
        get diagnostics more = row_count;
        written := written + more;
    end if;
    if written = 0 then
        delete from synchrotron.action_records r where r.id = record_id;
    end if;
    if former is not null then
        update synchrotron.floor f set rows_before = synchrotron.head();
    end if;
end
$$;

-- As before (V039), after the floor. The record never runs again, so it has no footprint and nothing to undo.
create or replace function synchrotron.log_rows(relation regclass) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $$
declare
    record_id uuid := gen_random_uuid();
    name text := (select c.relname from pg_class c where c.oid = relation);
    place record;
    audiences text[];
    written bigint;
begin
    execute format('select array_agg(distinct t.audience_key::text) from %s as t', relation) into audiences;
    if audiences is null then
        return 0;
    end if;
    select f.time_ms, greatest(f.counter, max(r.clock_counter)) + 1 as counter into place
    from (select coalesce(max(f.clock_time_ms), 0) as time_ms, coalesce(max(f.clock_counter), 0) as counter from synchrotron.floor f) f
    left join synchrotron.action_records r on r.clock_time_ms = f.time_ms
    group by f.time_ms, f.counter;
    perform synchrotron.add_server_record(record_id, '_InternalAdoption', jsonb_build_object('reason', name), place.time_ms, place.counter,
        synchrotron.audience_set(audiences));
    execute format($sql$
        insert into synchrotron.action_modified_rows (action_record_id, sequence, server_ingest_id, table_name, row_id, audience_key,
            operation, forward_patches, reverse_patches)
        select $1, row_number() over (order by t.id) - 1, synchrotron_head, $2, %s, t.audience_key, 'INSERT', %s, '{}'
        from %s as t cross join (select synchrotron.head()) as log (synchrotron_head)
        $sql$, synchrotron.row_id_expression(relation, 't'), synchrotron.image_expression(relation, 't'), relation)
        using record_id, name;
    get diagnostics written = row_count;
    return written;
end
$$;

-- As before (V050). What a removed record did cannot be undone.
create or replace function synchrotron.withdraw(record_id uuid, reason text) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    runs boolean;
    tag text;
begin
    if length(btrim(coalesce(reason, ''))) not between 1 and 500 then
        perform synchrotron.refuse('SY017', 'a withdrawal needs a reason of 1 to 500 characters',
            'Say in a sentence why: the author of the record reads it.');
    end if;
    select r.footprint_id is not null, r._tag into runs, tag from synchrotron.action_records r where r.id = $1;
    if tag is null and exists (select from synchrotron.removed_records n where n.id = $1) then
        perform synchrotron.refuse('SY017', format('record %s was removed from the log, because it was old', $1),
            'What it did stays. Execute an action that sets it right.');
    elsif tag is null then
        perform synchrotron.refuse('SY017', format('the log has no record %s', $1),
            'Take the id from synchrotron.action_records.');
    elsif tag like '\_Internal%' or tag = 'RollbackAction' then
        perform synchrotron.refuse('SY017', format('record %s is no action: it is a %s', $1, tag),
            'Withdraw the actions that made it necessary.');
    end if;
    if not runs then
        return false;
    end if;
    insert into synchrotron.withdrawals (record_id, reason) values ($1, btrim($2)) on conflict do nothing;
    return found;
end
$$;

-- As before (V053), and it also asks the rows that were deleted before the floor.
create or replace function synchrotron.row_audience_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%1$I() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $row$
declare
    wanted_id text;
    wanted text;
    other text;
begin
    if current_setting('synchrotron.capture_mode', true) is distinct from 'record' then
        perform synchrotron.verify_scope();
        return new;
    end if;
    wanted_id := %3$s;
    wanted := (select (%4$s)::text from (select new.*) as row);
    if exists (
        select from synchrotron.action_modified_rows e
        where e.table_name = %2$L and e.row_id = wanted_id and e.audience_key = wanted) then
        return new;
    end if;
    select e.audience_key into other
    from synchrotron.action_modified_rows e where e.table_name = %2$L and e.row_id = wanted_id limit 1;
    if other is null then
        select d.audience_key into other
        from synchrotron.applied_changes d
        where d.operation = 'DELETE' and d.table_name = %2$L and d.row_id = wanted_id and d.audience_key <> wanted limit 1;
    end if;
    if other is null then
        select d.audience_key into other
        from synchrotron.deleted_rows d where d.table_name = %2$L and d.row_id = wanted_id and d.audience_key <> wanted;
    end if;
    if other is null then
        select t.audience_key into other from %5$s as t where t.id = new.id and t.audience_key <> wanted;
    end if;
    if other is not null then
        perform synchrotron.refuse('SY011',
            format('the id %%s of table %%s belongs to another audience than %%s', wanted_id, %2$L, wanted),
            'Give a row in another audience a new id.');
    end if;
    return new;
end
$row$
$source$,
        synchrotron.function_name('row_audience', table_name),
        table_name,
        synchrotron.row_id_expression(relation, 'new'),
        (select case when a.attgenerated = '' then 'audience_key' else pg_get_expr(d.adbin, d.adrelid) end
         from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = relation and a.attname = 'audience_key'),
        relation)
$$;

do $$
declare
    tracked record;
begin
    for tracked in select t.relation, t.table_name from synchrotron.tracked_tables t loop
        execute synchrotron.row_audience_source(tracked.relation, tracked.table_name);
    end loop;
end
$$;

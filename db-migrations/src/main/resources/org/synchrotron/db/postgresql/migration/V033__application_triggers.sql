-- Triggers of the application on tracked tables. They act when an action writes, and what they write is captured with the action's own
-- changes. They do not act when known effects are applied, undone or put back, because these contain already what they did.

-- Whether an action writes. True outside all actions, too: there, capture refuses writes to tracked tables.
create function synchrotron.application_acts() returns boolean
language sql stable
begin atomic
    select coalesce(current_setting('synchrotron.capture_mode', true), '') <> 'undo'
        and coalesce(current_setting('synchrotron.applying', true), '') <> 'true';
end;

comment on function synchrotron.application_acts() is
    'The condition under which triggers of the application on tracked tables act. synchrotron.track() adds it to them.';

-- The definition of a trigger with application_acts() as an additional condition. Outside of quotes, FOR EACH and EXECUTE FUNCTION
-- occur once.
create function synchrotron.guarded_definition(definition text) returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
    text_part constant text := $re$(?:[^'"]|'(?:[^']|'')*'|"(?:[^"]|"")*")*$re$;
    parts text[] := regexp_match(definition,
        '^(' || text_part || ' FOR EACH (?:ROW|STATEMENT)) (?:WHEN \((' || text_part || ')\) )?(EXECUTE FUNCTION .*)$');
begin
    return parts[1] || ' WHEN (synchrotron.application_acts()' || coalesce(' AND ' || parts[2], '') || ') ' || parts[3];
end
$$;

-- Creates the application's triggers on the table again, with the condition. Those that have it, and the engine's own, stay as they are.
create function synchrotron.guard_triggers(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_trigger record;
begin
    for found_trigger in
        select t.tgname as name, pg_get_triggerdef(t.oid) as definition, obj_description(t.oid, 'pg_trigger') as description,
            case t.tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' end as state
        from pg_trigger t
        join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = relation and not t.tgisinternal and p.pronamespace <> 'synchrotron'::regnamespace
          and not exists (
              select from pg_depend d
              where d.classid = 'pg_trigger'::regclass and d.objid = t.oid
                and d.refclassid = 'pg_proc'::regclass and d.refobjid = 'synchrotron.application_acts()'::regprocedure)
    loop
        execute format('drop trigger %I on %s', found_trigger.name, relation);
        execute synchrotron.guarded_definition(found_trigger.definition);
        if found_trigger.state is not null then
            execute format('alter table %s %s trigger %I', relation, found_trigger.state, found_trigger.name);
        end if;
        if found_trigger.description is not null then
            execute format('comment on trigger %I on %s is %L', found_trigger.name, relation, found_trigger.description);
        end if;
    end loop;
end
$$;

-- The name of the capture trigger begins with "!" so that it comes before the application's: what they write then follows, in the undo
-- log, the change that they answer.
create or replace function synchrotron.create_triggers(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('drop trigger if exists synchrotron_capture on %s', relation);
    execute format('drop trigger if exists "!synchrotron_capture" on %s', relation);
    execute format('create trigger "!synchrotron_capture" after insert or update or delete on %s
        for each row execute function synchrotron.%I()', relation, synchrotron.function_name('capture', name));
    execute format('drop trigger if exists synchrotron_truncate on %s', relation);
    execute format('create trigger synchrotron_truncate before truncate on %s
        for each statement execute function synchrotron.refuse_truncate()', relation);
    execute format('drop trigger if exists synchrotron_normalize on %s', relation);
    if exists (select from synchrotron.tracked_columns(relation) where stored is not null) then
        execute format('create trigger synchrotron_normalize before insert or update on %s
            for each row execute function synchrotron.%I()', relation, synchrotron.function_name('normalize', name));
    end if;
    perform synchrotron.guard_triggers(relation);
end
$$;

-- Applies row changes as before (V019). The application's triggers do not act.
alter function synchrotron.apply_changes(jsonb) rename to apply_each_change;

create function synchrotron.apply_changes(changes jsonb) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    applying_before text := current_setting('synchrotron.applying', true);
    written bigint;
begin
    perform set_config('synchrotron.applying', 'true', true);
    written := synchrotron.apply_each_change(changes);
    perform set_config('synchrotron.applying', coalesce(applying_before, ''), true);
    return written;
end
$$;

comment on function synchrotron.apply_changes(jsonb) is
    'Applies row changes in order, in the role and capture context of the caller; the application''s triggers do not act.';

-- Capture comes after a statement has written all its rows. What a trigger writes may be captured before a change of the same row that
-- was made earlier. Finds the rows of the present record whose captured changes do not follow from each other, or do not lead to the row as it
-- is, and replaces these changes by one with the same result. The former value of a cell is the one that a change replaced and none wrote.
create function synchrotron.settle_changes() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    of_record uuid := current_setting('synchrotron.record_id')::uuid;
    unsettled record;
begin
    for unsettled in
        select c.table_name, c.row_id
        from synchrotron.applied_changes c
        where c.action_record_id = of_record
        group by c.table_name, c.row_id
        having count(*) > 1
    loop
        perform synchrotron.settle_row(of_record, unsettled.table_name, unsettled.row_id);
    end loop;
end
$$;

-- The cells of a record's changes of one row. The column '' is the existence of the row. A value is null where there is no row.
create function synchrotron.changed_cells(of_record uuid, of_table text, of_row text)
returns table (change_position bigint, column_name text, former text, later text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.position, '', case when c.operation <> 'INSERT' then 'true' end, case when c.operation <> 'DELETE' then 'true' end
    from synchrotron.applied_changes c
    where c.action_record_id = of_record and c.table_name = of_table and c.row_id = of_row
    union all
    select c.position, k.name, (c.reverse_patches -> k.name)::text, (c.forward_patches -> k.name)::text
    from synchrotron.applied_changes c
    cross join lateral jsonb_object_keys(c.forward_patches || c.reverse_patches) as k (name)
    where c.action_record_id = of_record and c.table_name = of_table and c.row_id = of_row
$$;

create function synchrotron.settle_row(of_record uuid, of_table text, of_row text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    present jsonb := (select i.image from synchrotron.row_image(of_table, array[of_row]) i);
    existed boolean;
    before jsonb;
    last_change bigint;
    new_operation text;
begin
    if synchrotron.follows(of_record, of_table, of_row, present) then
        return;
    end if;
    select coalesce(jsonb_object_agg(f.column_name, f.value::jsonb) filter (where f.column_name <> '' and f.value is not null), '{}'),
        bool_or(f.column_name = '' and f.value is not null)
        into before, existed
        from synchrotron.former_cells(of_record, of_table, of_row, present) f;
    new_operation := case
        when not existed and present is not null then 'INSERT'
        when existed and present is null then 'DELETE'
        when existed and before is distinct from present then 'UPDATE' end;
    select max(c.position) into last_change from synchrotron.applied_changes c
    where c.action_record_id = of_record and c.table_name = of_table and c.row_id = of_row;
    delete from synchrotron.applied_changes c
    where c.action_record_id = of_record and c.table_name = of_table and c.row_id = of_row
      and (c.position < last_change or new_operation is null);
    update synchrotron.applied_changes c
    set operation = new_operation,
        forward_patches = case new_operation when 'INSERT' then present when 'DELETE' then '{}'
            else synchrotron.differing(present, before) end,
        reverse_patches = case new_operation when 'INSERT' then '{}' when 'DELETE' then before
            else synchrotron.differing(before, present) end
    where c.position = last_change;
end
$$;

-- Whether each change of the row begins with the values that the one before it left, and the last one leaves the row as it is.
create function synchrotron.follows(of_record uuid, of_table text, of_row text, present jsonb) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select bool_and(next_former is not distinct from later)
    from (
        select c.later, case
            when lead(c.change_position) over in_order is not null then lead(c.former) over in_order
            when c.column_name = '' then case when present is not null then 'true' end
            else (present -> c.column_name)::text end as next_former
        from synchrotron.changed_cells(of_record, of_table, of_row) c
        window in_order as (partition by c.column_name order by c.change_position)
    ) chained
$$;

-- The row as it was before the record: of each cell the value that was replaced once more often than written, else the present one.
create function synchrotron.former_cells(of_record uuid, of_table text, of_row text, present jsonb)
returns table (column_name text, value text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with counted as (
        select v.column_name, v.value, sum(v.times) as times
        from (
            select c.column_name, c.former as value, 1 as times from synchrotron.changed_cells(of_record, of_table, of_row) c
            union all
            select c.column_name, c.later, -1 from synchrotron.changed_cells(of_record, of_table, of_row) c
        ) v
        group by v.column_name, v.value
        having sum(v.times) <> 0
    ), now as (
        select k.name, (present -> k.name)::text as value from jsonb_object_keys(coalesce(present, '{}')) as k (name)
        union all
        select '', 'true' where present is not null
    )
    select coalesce(n.name, c.column_name), case when c.column_name is null then n.value else c.value end
    from now n
    full join (select * from counted where times > 0) c on c.column_name = n.name
    where n.name is not null or c.column_name is not null
$$;

create function synchrotron.differing(of_row jsonb, other jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_object_agg(e.key, e.value), '{}')
    from jsonb_each(of_row) e
    where e.value::text is distinct from (other -> e.key)::text
$$;

-- Whether triggers of the application may write while a statement does, so that settle_changes() has something to do.
create function synchrotron.has_acting_triggers() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from synchrotron.tracked_tables t
        join pg_trigger g on g.tgrelid = t.relation and not g.tgisinternal and g.tgenabled <> 'D'
        join pg_proc p on p.oid = g.tgfoid and p.pronamespace <> 'synchrotron'::regnamespace)
$$;

revoke execute on function
    synchrotron.guarded_definition(text),
    synchrotron.guard_triggers(regclass),
    synchrotron.apply_changes(jsonb),
    synchrotron.settle_changes(),
    synchrotron.changed_cells(uuid, text, text),
    synchrotron.settle_row(uuid, text, text),
    synchrotron.follows(uuid, text, text, jsonb),
    synchrotron.former_cells(uuid, text, text, jsonb),
    synchrotron.differing(jsonb, jsonb),
    synchrotron.has_acting_triggers()
from public;
grant execute on function
    synchrotron.apply_changes(jsonb),
    synchrotron.settle_changes(),
    synchrotron.has_acting_triggers()
to synchrotron_engine, synchrotron_user;

select synchrotron.create_triggers(t.relation, t.table_name) from synchrotron.tracked_tables t;

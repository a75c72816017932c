-- Capture. Each tracked table has a trigger function of its own, generated from its columns, so that a write reads no catalog.
-- The function runs with the owner's rights: the role that writes a row needs no right on applied_changes.
-- The capture context is two local settings: synchrotron.capture_mode and synchrotron.record_id. In the mode 'record' writes are
-- captured, in the mode 'undo' they are not captured, in all other modes they are refused.

-- The statements that refuse values of the row `new` that are not portable.
create function synchrotron.refusals_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(
        format($source$
        if %s then
            perform synchrotron.refuse_value(%L, %L, %s, %L);
        end if;$source$,
            format(refused, synchrotron.column_of('new', name)), table_name, name,
            synchrotron.row_id_expression(relation, 'new'), reason), ''), '')
    from synchrotron.tracked_columns(relation)
    where refused is not null
$$;

-- The statements that add the changed columns to both patches.
create function synchrotron.differences_source(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(
        format($source$
        if %s is distinct from %s then
            forward := forward || jsonb_build_object(%L, %s);
            reverse := reverse || jsonb_build_object(%L, %s);
        end if;$source$,
            format(compared, synchrotron.column_of('old', name)), format(compared, synchrotron.column_of('new', name)),
            name, format(portable, synchrotron.column_of('new', name)),
            name, format(portable, synchrotron.column_of('old', name))), '')
    from synchrotron.tracked_columns(relation)
$$;

create function synchrotron.capture_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%1$I() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $capture$
declare
    mode text := current_setting('synchrotron.capture_mode', true);
    record_id text := current_setting('synchrotron.record_id', true);
    row_id text;
    audience text;
    forward jsonb := '{}';
    reverse jsonb := '{}';
begin
    if mode = 'undo' then
        return null;
    end if;
    if mode is distinct from 'record' or record_id is null or record_id = '' then
        perform synchrotron.refuse_write(%2$L);
    end if;
    if tg_op = 'INSERT' then
        row_id := %3$s;
        audience := new.audience_key;
        %5$s
        forward := %6$s;
    elsif tg_op = 'DELETE' then
        row_id := %4$s;
        audience := old.audience_key;
        reverse := %7$s;
    else
        row_id := %3$s;
        audience := new.audience_key;
        if row_id is distinct from %4$s then
            perform synchrotron.refuse_row_id(%2$L, %4$s, row_id);
        end if;
        if audience collate "C" is distinct from old.audience_key then
            perform synchrotron.refuse_audience(%2$L, row_id);
        end if;
        %5$s
        %8$s
        if forward = '{}' then
            return null;
        end if;
    end if;
    insert into synchrotron.applied_changes
        (action_record_id, table_name, row_id, audience_key, operation, forward_patches, reverse_patches)
    values (record_id::uuid, %2$L, row_id, audience, tg_op, forward, reverse);
    return null;
end
$capture$
$source$,
        synchrotron.function_name('capture', table_name),
        table_name,
        synchrotron.row_id_expression(relation, 'new'),
        synchrotron.row_id_expression(relation, 'old'),
        synchrotron.refusals_source(relation, table_name),
        synchrotron.image_expression(relation, 'new'),
        synchrotron.image_expression(relation, 'old'),
        synchrotron.differences_source(relation))
$$;

-- A trigger function that replaces values before they are stored, for types whose values a patch would not preserve. Null if the
-- table has no such column.
create function synchrotron.normalize_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%I() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $normalize$
begin
    %s
    return new;
end
$normalize$
$source$,
        synchrotron.function_name('normalize', table_name),
        string_agg(synchrotron.column_of('new', name) || ' := '
            || format(stored, synchrotron.column_of('new', name)) || ';', E'\n    '))
    from synchrotron.tracked_columns(relation)
    where stored is not null
    having count(*) > 0
$$;

-- Refuses TRUNCATE: it fires no row triggers, so it could not be undone.
create function synchrotron.refuse_truncate() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.refuse('SY008', format('tracked table %s may not be truncated', tg_table_name),
        'Delete the rows in an action.');
    return null;
end
$$;

revoke execute on function
    synchrotron.refusals_source(regclass, text),
    synchrotron.differences_source(regclass),
    synchrotron.capture_source(regclass, text),
    synchrotron.normalize_source(regclass, text),
    synchrotron.refuse_truncate()
from public;

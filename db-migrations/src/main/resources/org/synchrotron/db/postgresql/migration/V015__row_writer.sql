-- Writes patches into tracked tables. Each table has a function of its own, write_<table>. It writes several row changes of one
-- operation and returns how many rows it wrote. An insert of an existing row, and an update or delete of a missing row, do
-- nothing. It runs with the rights of its caller: the engine or an author. It disables sequential scans, because PostgreSQL may
-- have planned it for an almost empty table, for example in the transaction that fills the table.

-- A column that is not in the patch gets its default: the row may be older than the column.
create function synchrotron.insert_source(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with columns as (
        select name, format('case when c.patch ? %L then (%s)::%s else %s end',
            name, format(restored, 'c.patch', name), cast_type, default_value) as value
        from synchrotron.tracked_columns(relation)
        where name <> 'id'
        union all
        select name, 'c.row_id::' || cast_type from synchrotron.tracked_columns(relation) where name = 'id'
        union all
        select attname, 'c.audience_key' from pg_attribute
        where attrelid = relation and attname = 'audience_key' and attgenerated = ''
    )
    select format(
        'insert into %s as t (%s) select %s from unnest(row_ids, audience_keys, patches) as c (row_id, audience_key, patch) '
        'on conflict (id) do nothing',
        relation, string_agg(format('%I', name), ', '), string_agg(value, ', '))
    from columns
$$;

create function synchrotron.update_source(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format('update %s as t set %s where t.id = change.row_id::%s',
        relation,
        coalesce(string_agg(format('%I = case when change.patch ? %L then (%s)::%s else t.%I end',
            name, name, format(restored, 'change.patch', name), cast_type, name), ', ') filter (where name <> 'id'),
            'id = t.id'),
        max(cast_type) filter (where name = 'id'))
    from synchrotron.tracked_columns(relation)
$$;

create function synchrotron.delete_source(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format('delete from %s as t where t.id = any (row_ids::%s[])', relation, cast_type)
    from synchrotron.tracked_columns(relation)
    where name = 'id'
$$;

create function synchrotron.writer_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%I(operation text, row_ids text[], audience_keys text[], patches jsonb[])
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $write$
#variable_conflict use_variable
declare
    written bigint := 0;
    one bigint;
    change record;
begin
    if operation = 'INSERT' then
        %s;
        get diagnostics written = row_count;
    elsif operation = 'DELETE' then
        %s;
        get diagnostics written = row_count;
    else
        for change in select u.row_id, u.patch from unnest(row_ids, patches) as u (row_id, patch) loop
            %s;
            get diagnostics one = row_count;
            written := written + one;
        end loop;
    end if;
    return written;
end
$write$
$source$,
        synchrotron.function_name('write', table_name),
        synchrotron.insert_source(relation),
        synchrotron.delete_source(relation),
        synchrotron.update_source(relation))
$$;

revoke execute on function
    synchrotron.insert_source(regclass),
    synchrotron.update_source(regclass),
    synchrotron.delete_source(regclass),
    synchrotron.writer_source(regclass, text)
from public;

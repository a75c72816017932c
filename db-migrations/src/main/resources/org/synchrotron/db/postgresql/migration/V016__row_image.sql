-- A function that returns the portable images of present rows, in the form of an INSERT's forward patch.
create function synchrotron.image_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%I(ids text[])
returns table (row_id text, audience_key text, image jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
set enable_seqscan = off
as $image$
#variable_conflict use_variable
begin
    return query select %s, t.audience_key::text, %s from %s as t where t.id = any (ids::%s[]);
end
$image$
$source$,
        synchrotron.function_name('image', table_name),
        synchrotron.row_id_expression(relation, 't'),
        synchrotron.image_expression(relation, 't'),
        relation,
        max(cast_type))
    from synchrotron.tracked_columns(relation)
    where name = 'id'
$$;

-- Returns the tracked table of this plain name. Refuses (SY006) if there is none.
create function synchrotron.tracked_table(name text) returns synchrotron.tracked_tables
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_table synchrotron.tracked_tables;
begin
    select * into found_table from synchrotron.tracked_tables where table_name = name;
    if found_table.table_name is null then
        perform synchrotron.refuse('SY006', format('table %s is not tracked', coalesce(name, 'null')),
            'Track it in a migration: select synchrotron.track(''the_table'').');
    end if;
    return found_table;
end
$$;

create function synchrotron.row_image(table_name text, ids text[])
returns table (row_id text, audience_key text, image jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform synchrotron.tracked_table($1);
    return query execute format('select * from synchrotron.%I($1)', synchrotron.function_name('image', $1)) using ids;
end
$$;

revoke execute on function
    synchrotron.image_source(regclass, text),
    synchrotron.tracked_table(text),
    synchrotron.row_image(text, text[])
from public;
grant execute on function synchrotron.tracked_table(text) to synchrotron_engine, synchrotron_user;
grant execute on function synchrotron.row_image(text, text[]) to synchrotron_engine;

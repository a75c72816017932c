-- Numbers that PostgreSQL holds and JSON readers refuse: 1e1200 is printed with 1,201 digits. Such a value in a captured change
-- would keep readers from the record. The limits are those of org.synchrotron.log.PortableJson.

create function synchrotron.is_too_long(number numeric) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select abs(number) >= 1e400 or scale(number) > 400
$$;

-- Whether a JSON value in a column holds such a number, or is so deep that the patch around it has more than 64 levels. Shorter
-- texts hold neither.
create function synchrotron.is_unportable(document jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select length(document::text) > 120 and (
        document::text ~ '[0-9]{200}[0-9]{200}' and exists (
            select from jsonb_path_query(document, 'strict $.** ? (@.type() == "number")') as found (number)
            where synchrotron.is_too_long((found.number #>> '{}')::numeric))
        or jsonb_path_exists(document, 'strict $.**{63 to last} ? (@.type() == "array" || @.type() == "object")'))
$$;

revoke execute on function synchrotron.is_too_long(numeric), synchrotron.is_unportable(jsonb) from public;
grant execute on function synchrotron.is_too_long(numeric), synchrotron.is_unportable(jsonb) to synchrotron_engine;

-- Refuses what a statement writes, not what the row holds already: an older version let longer numbers in.
create or replace function synchrotron.refusals_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(
        format($source$
        if (%s) and (tg_op = 'INSERT' or %s is distinct from %s) then
            perform synchrotron.refuse_value(%L, %L, %s, %L);
        end if;$source$,
            format(refused, synchrotron.column_of('new', name)),
            format(compared, synchrotron.column_of('old', name)), format(compared, synchrotron.column_of('new', name)),
            table_name, name, synchrotron.row_id_expression(relation, 'new'), reason), ''), '')
    from synchrotron.tracked_columns(relation)
    where refused is not null
$$;

update synchrotron.column_types
set refused = refused || ' or synchrotron.is_too_long(%1$s)',
    reason = 'NaN and infinity have no JSON form, and a number has at most 400 digits before and after the point'
where type = 'numeric'::regtype;

update synchrotron.column_types
set refused = refused || ' or synchrotron.is_unportable(%1$s::jsonb)',
    reason = 'JSON null cannot be told from SQL NULL, and JSON has at most 63 levels and numbers of at most 400 digits before'
        ' and after the point'
where type in ('json'::regtype, 'jsonb'::regtype);

-- The trigger functions contain these expressions.
select synchrotron.track_relation(relation) from synchrotron.tracked_tables;

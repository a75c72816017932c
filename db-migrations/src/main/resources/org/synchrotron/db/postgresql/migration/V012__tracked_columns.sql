-- The columns of a table that patches contain, in order: all except audience_key and generated columns.
-- `cast_type` has no length or precision, so that a cast never truncates silently. Storing the value checks its length.
create function synchrotron.tracked_columns(relation regclass)
returns table (
    name text,
    cast_type text,
    default_value text,
    portable text,
    compared text,
    restored text,
    refused text,
    reason text,
    stored text
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select a.attname, format_type(a.atttypid, -1), coalesce(pg_get_expr(d.adbin, d.adrelid), 'null'),
        t.portable, t.compared, t.restored, t.refused, t.reason, t.stored
    from pg_attribute a
    join synchrotron.column_types t on t.type = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = relation
      and a.attnum > 0
      and not a.attisdropped
      and a.attgenerated = ''
      and a.attname <> 'audience_key'
    order by a.attnum
$$;

-- The columns of a table as text. refresh_tracking() compares it to find tables that were altered after they were tracked.
create function synchrotron.table_shape(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(
        concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attgenerated,
            pg_get_expr(d.adbin, d.adrelid)),
        ', ' order by a.attnum)
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
$$;

-- A reference to a column of a row variable or alias. It always quotes the name, because quote_ident() leaves some words that
-- PL/pgSQL reserves unquoted.
create function synchrotron.column_of(row_name text, column_name text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select row_name || '."' || replace(column_name, '"', '""') || '"'
$$;

-- An expression for the portable image of the row `row_name`. It joins several calls, because a call has at most 100 arguments.
create function synchrotron.image_expression(relation regclass, row_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(part, ' || ' order by number)
    from (
        select (n - 1) / 40 as number, format('jsonb_build_object(%s)', string_agg(
            format('%L, %s', name, format(portable, synchrotron.column_of(row_name, name))), ', ' order by n)) as part
        from synchrotron.tracked_columns(relation) with ordinality as c
            (name, cast_type, default_value, portable, compared, restored, refused, reason, stored, n)
        group by 1
    ) parts
$$;

-- An expression for the text of the row's id.
create function synchrotron.row_id_expression(relation regclass, row_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format('(%s)::text', format(portable, row_name || '.id'))
    from synchrotron.tracked_columns(relation)
    where name = 'id'
$$;

revoke execute on function
    synchrotron.tracked_columns(regclass),
    synchrotron.table_shape(regclass),
    synchrotron.column_of(text, text),
    synchrotron.image_expression(regclass, text),
    synchrotron.row_id_expression(regclass, text)
from public;

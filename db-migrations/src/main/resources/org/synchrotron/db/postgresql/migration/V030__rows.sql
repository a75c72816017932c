-- Rows without the records that made them (rule 14): what a query needs to read the rows of a tracked table as JSON, and which rows the
-- records after a cursor touched.
alter table synchrotron.tracked_tables add column row_values text not null default '', add column id_type text not null default 'text';

comment on column synchrotron.tracked_tables.row_values is
    'An expression for the JSON array of the row t, as text: its audience, then the portable values of column_names.';
comment on column synchrotron.tracked_tables.id_type is 'The type of the column id.';

-- The array has the same values as an INSERT's forward patch. json_build_array() is faster than jsonb_build_array() and prints the same
-- text, except for floating point numbers. A call has at most 100 arguments, so several texts are joined.
create function synchrotron.row_values_expression(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format('''['' || %s || '']''', string_agg(part, ' || '', '' || ' order by number))
    from (
        select n / 40 as number, format('pg_catalog.substr(pg_catalog.left(pg_catalog.json_build_array(%s)::text, -1), 2)', string_agg(value, ', ' order by n)) as part
        from (
            select 0 as n, 't.audience_key::text' as value
            union all
            select c.n, case when cast_type in ('real', 'double precision') then format('pg_catalog.to_jsonb(%s)', portable_value)
                else portable_value end
            from (
                select n, cast_type, format(portable, synchrotron.column_of('t', name)) as portable_value
                from synchrotron.tracked_columns(relation) with ordinality as c
                    (name, cast_type, default_value, portable, compared, restored, refused, reason, stored, n)
            ) c
        ) columns
        group by 1
    ) parts
$$;

create or replace function synchrotron.register(relation regclass, name text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    -- Deletes the table's entry, which may have a former name, and the entry of a dropped table of this name.
    delete from synchrotron.tracked_tables t
    where t.relation = $1 or (t.table_name = name and not exists (select from pg_class c where c.oid = t.relation));
    insert into synchrotron.tracked_tables (table_name, relation, column_names, shape, row_values, id_type)
    select name, $1, array(select c.name from synchrotron.tracked_columns($1) c), synchrotron.table_shape($1),
        synchrotron.row_values_expression($1),
        (select c.cast_type from synchrotron.tracked_columns($1) c where c.name = 'id')
$$;

update synchrotron.tracked_tables t
set row_values = synchrotron.row_values_expression(t.relation),
    id_type = (select c.cast_type from synchrotron.tracked_columns(t.relation) c where c.name = 'id')
where exists (select from pg_class c where c.oid = t.relation);

-- The rows that the records after one ingest id, up to another one, changed in an audience of this transaction's user. It checks the
-- audience itself: under the policies of the log, each record would cost a subquery.
create function synchrotron.touched_rows(after bigint, up_to bigint, of_table text) returns setof text
language plpgsql stable security definer rows 1000
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select distinct m.row_id
        from synchrotron.action_records r
        join synchrotron.action_modified_rows m on m.action_record_id = r.id
        where r.server_ingest_id > after and r.server_ingest_id <= up_to and m.table_name = of_table
            and m.audience_key = any (array(select synchrotron.my_audiences()));
end
$$;

create function synchrotron.touched_tables(after bigint, up_to bigint) returns setof text
language plpgsql stable security definer rows 10
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select distinct m.table_name
        from synchrotron.action_records r
        join synchrotron.action_modified_rows m on m.action_record_id = r.id
        where r.server_ingest_id > after and r.server_ingest_id <= up_to
            and m.audience_key = any (array(select synchrotron.my_audiences()));
end
$$;

revoke execute on function
    synchrotron.row_values_expression(regclass),
    synchrotron.touched_rows(bigint, bigint, text),
    synchrotron.touched_tables(bigint, bigint)
from public;
grant execute on function
    synchrotron.touched_rows(bigint, bigint, text),
    synchrotron.touched_tables(bigint, bigint),
    synchrotron.portable_instant(timestamptz)
to synchrotron_user;

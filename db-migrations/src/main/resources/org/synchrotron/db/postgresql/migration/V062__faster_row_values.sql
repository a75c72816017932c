-- Reading rows as JSON: a table of up to 99 columns needs one array for a row. Until now each row was put together from texts without their
-- brackets, and taking them off cost more than the array: functions of texts count their characters.
create or replace function synchrotron.row_values_expression(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    -- A call has at most 100 arguments. The arrays of a wider table are joined.
    select case when count(*) = 1 then min(part)
        else format('''['' || %s || '']''', string_agg(format('pg_catalog.substr(pg_catalog.left(%s, -1), 2)', part), ' || '', '' || ' order by number)) end
    from (
        select n / 100 as number, format('pg_catalog.json_build_array(%s)::text', string_agg(value, ', ' order by n)) as part
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

update synchrotron.tracked_tables t set row_values = synchrotron.row_values_expression(t.relation)
where exists (select from pg_class c where c.oid = t.relation);

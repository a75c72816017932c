-- Limits of what one row change may hold, so that every index takes its names and every message its values. The same limits hold in
-- SQLite: org.synchrotron.db.tracking.ValueLimits.

create or replace function synchrotron.refusals_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
        if tg_op = 'INSERT' and octet_length(row_id) > 1000 then
            perform synchrotron.refuse_value(%1$L, 'id', left(row_id, 40) || '…', 'an id has at most 1,000 bytes');
        end if;
        if tg_op = 'INSERT' and octet_length(audience) > 1000 then
            perform synchrotron.refuse_value(%1$L, 'audience_key', row_id, 'an audience has at most 1,000 bytes');
        end if;$source$, table_name)
        || coalesce(string_agg(
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
set refused = 'octet_length(%1$s) > 16777216', reason = 'a text has at most 16 MiB'
where type in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype);

update synchrotron.column_types
set refused = 'octet_length(%1$s) > 8388608', reason = 'bytes are at most 8 MiB'
where type = 'bytea'::regtype;

update synchrotron.column_types
set refused = refused || ' or octet_length(%1$s::text) > 16777216',
    reason = reason || '; its text has at most 16 MiB'
where type in ('json'::regtype, 'jsonb'::regtype);

-- The trigger functions contain these expressions.
do $$
begin
    perform synchrotron.create_functions(t.relation, t.table_name) from synchrotron.tracked_tables t;
end
$$;

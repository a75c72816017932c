-- Converts a client's row change to the form in which this database would have captured it: each value in its portable spelling,
-- an insertion with all columns, an update without the id. Clients can read the log in this form only. Refuses (SY004, SY006, or
-- SQLSTATE class 22) a change that this database could not have captured. The engine calls it, for few rows.
create function synchrotron.portable_change(table_name text, row_id text, operation text, patch jsonb)
returns table (portable_id text, portable_patch jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $$
#variable_conflict use_column
declare
    tracked synchrotron.tracked_tables := synchrotron.tracked_table($1);
    entries text;
    refusals text;
    id text;
begin
    perform synchrotron.check_change(tracked, $2, '', $3, $4);
    select string_agg(format('case when %s then jsonb_build_object(%L, %s) else ''{}''::jsonb end', c.given, c.name,
            format(c.portable, coalesce(format('(' || c.stored || ')::' || c.cast_type, c.value), c.value))), ' || '),
        coalesce(string_agg(format('when %s and %s then synchrotron.refuse_value(%L, %L, $1, %L)', c.given,
            format(c.refused, c.value), $1, c.name, c.reason), ' ') filter (where c.refused is not null), ''),
        max(format(c.portable, c.value)) filter (where c.name = 'id')
    into entries, refusals, id
    from (
        select t.name, t.cast_type, t.portable, t.stored, t.refused, t.reason,
            case when t.name = 'id' then format('$1::%s', t.cast_type)
                else format('(case when $2 ? %L then (%s)::%s else %s end)', t.name, format(t.restored, '$2', t.name),
                    t.cast_type, t.default_value)
            end as value,
            case when $3 = 'INSERT' then 'true'
                when $3 = 'DELETE' or t.name = 'id' then 'false'
                else format('$2 ? %L', t.name)
            end as given
        from synchrotron.tracked_columns(tracked.relation) t
    ) c;
    if refusals <> '' then
        execute format('select case %s end', refusals) using $2, $4;
    end if;
    return query execute format('select (%s)::text, %s', id, entries) using $2, $4;
end
$$;

revoke execute on function synchrotron.portable_change(text, text, text, jsonb) from public;
grant execute on function synchrotron.portable_change(text, text, text, jsonb) to synchrotron_engine;

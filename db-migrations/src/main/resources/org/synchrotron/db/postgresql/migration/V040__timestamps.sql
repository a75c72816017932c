-- Timestamps have one spelling, whose text sorts: six digits of fraction. Before, they had the fewest of none, three and six that hold the
-- instant, so on a client 09:30:00Z came after 09:30:00.750Z.
create or replace function synchrotron.portable_instant(instant timestamptz) returns text
language sql stable
as $$
    select to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- A patch with these columns in the spelling of today.
create function synchrotron.respelled(patch jsonb, columns text[]) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select patch || coalesce(jsonb_object_agg(e.key, rpad(rtrim(e.text, 'Z'), 26, case length(e.text) when 20 then '.000000' else '0' end) || 'Z'),
        '{}')
    from (select key, value #>> '{}' as text from jsonb_each(patch) where key = any (columns)) e
    where e.text ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$'
$$;

-- What the log and the undo log hold already.
do $$
declare
    spelled record;
begin
    for spelled in
        select t.table_name, array_agg(a.attname::text) as columns
        from synchrotron.tracked_tables t
        join pg_attribute a on a.attrelid = t.relation and a.atttypid = 'timestamptz'::regtype and not a.attisdropped
        group by t.table_name
    loop
        update synchrotron.action_modified_rows m
        set forward_patches = synchrotron.respelled(m.forward_patches, spelled.columns),
            reverse_patches = synchrotron.respelled(m.reverse_patches, spelled.columns)
        where m.table_name = spelled.table_name
          and (m.forward_patches ?| spelled.columns or m.reverse_patches ?| spelled.columns);
        update synchrotron.applied_changes c
        set forward_patches = synchrotron.respelled(c.forward_patches, spelled.columns),
            reverse_patches = synchrotron.respelled(c.reverse_patches, spelled.columns)
        where c.table_name = spelled.table_name
          and (c.forward_patches ?| spelled.columns or c.reverse_patches ?| spelled.columns);
    end loop;
end
$$;

drop function synchrotron.respelled(jsonb, text[]);

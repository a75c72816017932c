-- A row id belongs for ever to the audience under which it was first inserted, also within one record and among the records of one upload:
-- their changes are not known effects yet when a row is deleted and inserted again.
create index applied_changes_deleted on synchrotron.applied_changes (table_name, row_id) where operation = 'DELETE';

-- As before (V027), and it also asks the applied changes for the row's deletion.
create or replace function synchrotron.row_audience_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%1$I() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
as $row$
declare
    wanted_id text;
    wanted text;
    other text;
begin
    if current_setting('synchrotron.capture_mode', true) is distinct from 'record' then
        return new;
    end if;
    wanted_id := %3$s;
    wanted := (select (%4$s)::text from (select new.*) as row);
    if exists (
        select from synchrotron.action_modified_rows e
        where e.table_name = %2$L and e.row_id = wanted_id and e.audience_key = wanted) then
        return new;
    end if;
    select e.audience_key into other
    from synchrotron.action_modified_rows e where e.table_name = %2$L and e.row_id = wanted_id limit 1;
    if other is null then
        select d.audience_key into other
        from synchrotron.applied_changes d
        where d.operation = 'DELETE' and d.table_name = %2$L and d.row_id = wanted_id and d.audience_key <> wanted limit 1;
    end if;
    if other is null then
        select t.audience_key into other from %5$s as t where t.id = new.id and t.audience_key <> wanted;
    end if;
    if other is not null then
        perform synchrotron.refuse('SY011',
            format('the id %%s of table %%s belongs to another audience than %%s', wanted_id, %2$L, wanted),
            'Give a row in another audience a new id.');
    end if;
    return new;
end
$row$
$source$,
        synchrotron.function_name('row_audience', table_name),
        table_name,
        synchrotron.row_id_expression(relation, 'new'),
        (select case when a.attgenerated = '' then 'audience_key' else pg_get_expr(d.adbin, d.adrelid) end
         from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = relation and a.attname = 'audience_key'),
        relation)
$$;

-- The trigger functions contain it.
do $$
declare
    tracked record;
begin
    for tracked in select t.relation, t.table_name from synchrotron.tracked_tables t loop
        execute synchrotron.row_audience_source(tracked.relation, tracked.table_name);
    end loop;
end
$$;

-- The schema changes while the log stays (issue 13). A tracked table is compared with what it was when it was tracked last. A table or column
-- that was renamed is renamed in what is stored. One that is gone is remembered as retired: row changes that name it are passed over.
-- Columns are told apart by their numbers, tables by theirs. After a dump and restore the numbers are others, and names decide.
alter table synchrotron.tracked_tables
    add column relation_number oid not null default 0,
    add column column_declarations text[] not null default '{}',
    add column retyped_columns text[] not null default '{}';

comment on column synchrotron.tracked_tables.relation_number is 'The number of the relation when the numbers of columns were noted.';
comment on column synchrotron.tracked_tables.column_declarations is 'The declared type of each of column_names, with not null.';
comment on column synchrotron.tracked_tables.retyped_columns is
    'Columns whose declaration changed while they were tracked: logged values may not fit any more.';

alter table synchrotron.retired_names add column present_table text, add column present_column text;

comment on column synchrotron.retired_names.present_table is 'What the table is called now; null if it is gone, and for a column.';
comment on column synchrotron.retired_names.present_column is 'What the column is called now; null if it is gone, and for a table.';

-- A row change of a client may have old names.
grant select on synchrotron.retired_names to synchrotron_user;

-- The tracked table that has this name, or had it. Null if it is gone. Refuses (SY006) a name that no tracked table ever had.
create function synchrotron.present_table(name text) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    former synchrotron.retired_names;
begin
    if exists (select from synchrotron.tracked_tables t where t.table_name = name) then
        return name;
    end if;
    select * into former from synchrotron.retired_names r where r.table_name = name and r.column_name = '';
    if former.table_name is null then
        perform synchrotron.tracked_table(name);
    end if;
    return former.present_table;
end
$$;

-- The patch with present names, without cells of columns that are gone.
create function synchrotron.present_patch(of_table text, patch jsonb) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if patch is null or jsonb_typeof(patch) <> 'object' or not exists (
        select from synchrotron.retired_names r where r.table_name = of_table and patch ? r.column_name) then
        return patch;
    end if;
    return (
        select coalesce(jsonb_object_agg(coalesce(r.present_column, cell.key), cell.value order by r.column_name is null), '{}')
        from jsonb_each(patch) cell
        left join synchrotron.retired_names r on r.table_name = of_table and r.column_name = cell.key
        where r.column_name is null or r.present_column is not null);
end
$$;

-- As before (V019), through the present shape. A change of a table that is gone writes nothing.
create or replace function synchrotron.apply_change(
    table_name text, row_id text, audience_key text, operation text, patch jsonb) returns bigint
language plpgsql
as $$
declare
    present text := synchrotron.present_table(table_name);
    present_cells jsonb := synchrotron.present_patch(present, patch);
    written bigint;
begin
    if present is null then
        return 0;
    end if;
    perform synchrotron.check_change(synchrotron.tracked_table(present), row_id, audience_key, operation, present_cells);
    execute format('select synchrotron.%I($1, array[$2], array[$3], array[$4])',
        synchrotron.function_name('write', present))
        into written using operation, row_id, audience_key, present_cells;
    return written;
end
$$;

-- Whether a logged patch of the table has a value of a column that was declared otherwise once, so that the value may not fit any more.
create function synchrotron.has_retyped_cells(of_table text, patch jsonb) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from synchrotron.tracked_tables t
        left join synchrotron.retired_names r on r.table_name = of_table and r.column_name = ''
        where t.table_name in (of_table, r.present_table)
          and synchrotron.present_patch(t.table_name, patch) ?| t.retyped_columns)
$$;

-- As before (V019, V033). A value that does not fit a column any more is a matter for operators (SY013), and never the record's failure.
create or replace function synchrotron.apply_each_change(changes jsonb) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    change record;
    written bigint := 0;
    cause_message text;
    cause_detail text;
    cause_hint text;
    cause_constraint text;
begin
    for change in
        select * from jsonb_to_recordset(changes) as c (
            table_name text, row_id text, audience_key text, operation text, forward_patches jsonb)
    loop
        written := written + synchrotron.apply_change(
            change.table_name, change.row_id, change.audience_key, change.operation, change.forward_patches);
    end loop;
    return written;
exception when others then
    get stacked diagnostics
        cause_message = message_text,
        cause_detail = pg_exception_detail,
        cause_hint = pg_exception_hint,
        cause_constraint = constraint_name;
    raise exception using
        errcode = case
            when change is not null and (sqlstate like '22%' or sqlstate = '23502')
                and synchrotron.has_retyped_cells(change.table_name, change.forward_patches) then 'SY013'
            else sqlstate end,
        detail = cause_detail, hint = cause_hint, constraint = cause_constraint,
        message = case when change is null then cause_message else format('%s of row %s of table %s: %s',
            change.operation, change.row_id, change.table_name, cause_message) end;
end
$$;

-- As before (V016). A table that is gone has no rows.
create or replace function synchrotron.row_image(table_name text, ids text[])
returns table (row_id text, audience_key text, image jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    present text := synchrotron.present_table($1);
begin
    if present is not null then
        return query execute format('select * from synchrotron.%I($1)', synchrotron.function_name('image', present)) using ids;
    end if;
end
$$;

-- As before (V018), without tables that are gone.
create or replace function synchrotron.runs_to_undo(record_ids uuid[])
returns table (table_name text, operation text, row_ids text[], audience_keys text[], patches jsonb[])
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with changes as (
        select c.*, (c.table_name, c.operation) is distinct from
            (lag(c.table_name) over newest, lag(c.operation) over newest) as first_of_run
        from synchrotron.applied_changes c
        where c.action_record_id = any (record_ids)
          and exists (select from synchrotron.tracked_tables t where t.table_name = c.table_name)
        window newest as (order by c.position desc)
    ), numbered as (
        select *, count(*) filter (where first_of_run) over (order by position desc) as run from changes
    )
    select table_name, operation, array_agg(row_id order by position desc),
        array_agg(audience_key order by position desc), array_agg(reverse_patches order by position desc)
    from numbered
    group by run, table_name, operation
    order by run
$$;

-- As before (V027), without tables that are gone.
create or replace function synchrotron.runs_of(positions bigint[], backwards boolean)
returns table (table_name text, operation text, row_ids text[], audience_keys text[], patches jsonb[])
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with ordered as (
        select c.*, row_number() over (order by case when backwards then -c.position else c.position end) as place
        from synchrotron.applied_changes c
        where c.position = any (positions)
          and exists (select from synchrotron.tracked_tables t where t.table_name = c.table_name)
    ), changes as (
        select o.*, (o.table_name, o.operation) is distinct from
            (lag(o.table_name) over in_order, lag(o.operation) over in_order) as first_of_run
        from ordered o
        window in_order as (order by o.place)
    ), numbered as (
        select *, count(*) filter (where first_of_run) over (order by place) as run from changes
    )
    select table_name, operation, array_agg(row_id order by place), array_agg(audience_key order by place),
        array_agg(case when backwards then reverse_patches else forward_patches end order by place)
    from numbered
    group by run, table_name, operation
    order by run
$$;

revoke execute on function
    synchrotron.present_table(text),
    synchrotron.present_patch(text, jsonb),
    synchrotron.has_retyped_cells(text, jsonb)
from public;
grant execute on function
    synchrotron.present_table(text),
    synchrotron.present_patch(text, jsonb),
    synchrotron.has_retyped_cells(text, jsonb)
to synchrotron_engine, synchrotron_user;

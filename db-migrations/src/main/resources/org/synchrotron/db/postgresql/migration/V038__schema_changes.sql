-- What changed since a table was tracked last. track() and refresh_tracking() look at it before they generate the table's functions anew.

-- Columns as they were noted, each with its name now; null if it is gone. Numbers count if they are those of this relation.
create function synchrotron.column_changes(tracked synchrotron.tracked_tables) returns table (former text, present text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select noted.name, now.name
    from unnest(tracked.column_names, tracked.column_numbers) as noted (name, number)
    left join synchrotron.column_identities(tracked.relation) now
        on case when tracked.relation_number = tracked.relation::oid then now.number = noted.number else now.name = noted.name end
$$;

-- The patch with other names for some cells, and without those of the names that are reused.
create function synchrotron.renamed_cells(patch jsonb, former text[], present text[], reused text[]) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select (patch - former - reused) || coalesce(
        (select jsonb_object_agg(renamed.present, patch -> renamed.former)
         from unnest(former, present) as renamed (former, present) where patch ? renamed.former), '{}')
$$;

-- Follows what happened to the columns of a table. A stored cell of a renamed column gets its new name. A name that another column has now
-- keeps nothing of what it was: these cells are removed, because they would be read into the other column.
create function synchrotron.follow_columns(tracked synchrotron.tracked_tables) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    present_names text[] := array(select c.name from synchrotron.column_identities(tracked.relation) c);
    former text[];
    present text[];
    gone text[];
    reused text[];
begin
    select array_agg(c.former) filter (where c.present <> c.former), array_agg(c.present) filter (where c.present <> c.former),
        array_agg(c.former) filter (where c.present is null)
    into former, present, gone
    from synchrotron.column_changes(tracked) c;
    former := coalesce(former, '{}');
    present := coalesce(present, '{}');
    gone := coalesce(gone, '{}');
    reused := array(
        select each.name from unnest(gone) as each (name) where each.name = any (present_names)
        union
        select r.column_name from synchrotron.retired_names r
        where r.table_name = tracked.table_name and r.column_name = any (present_names));
    if cardinality(former || gone || reused) = 0 then
        return;
    end if;
    if cardinality(former || reused) > 0 then
        perform synchrotron.rename_stored_cells(tracked.table_name, former, present, reused);
    end if;
    insert into synchrotron.reused_names (table_name, column_name) select tracked.table_name, each.name from unnest(reused) as each (name);
    update synchrotron.retired_names r
    set present_column = case when r.present_column = any (gone) then null else present[array_position(former, r.present_column)] end
    where r.table_name = tracked.table_name and r.present_column = any (former || gone);
    delete from synchrotron.retired_names r
    where r.table_name = tracked.table_name and r.column_name = any (present_names);
    insert into synchrotron.retired_names (table_name, column_name, present_column)
    select tracked.table_name, c.former, c.present
    from synchrotron.column_changes(tracked) c
    where c.former is distinct from c.present and c.former <> all (present_names);
end
$$;

create function synchrotron.rename_stored_cells(of_table text, former text[], present text[], reused text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.lock_log();
    update synchrotron.action_modified_rows m
    set forward_patches = synchrotron.renamed_cells(m.forward_patches, former, present, reused),
        reverse_patches = synchrotron.renamed_cells(m.reverse_patches, former, present, reused)
    where m.table_name = of_table
      and (m.forward_patches ?| (former || reused) or m.reverse_patches ?| (former || reused));
    update synchrotron.applied_changes c
    set forward_patches = synchrotron.renamed_cells(c.forward_patches, former, present, reused),
        reverse_patches = synchrotron.renamed_cells(c.reverse_patches, former, present, reused)
    where c.table_name = of_table
      and (c.forward_patches ?| (former || reused) or c.reverse_patches ?| (former || reused));
end
$$;

-- Names that other columns or tables got, until track_relation() has told the log what they hold now.
create table synchrotron.reused_names (
    table_name text not null,
    column_name text not null,
    former_table text,
    primary key (table_name, column_name)
);

comment on column synchrotron.reused_names.column_name is 'Empty for a table.';
comment on column synchrotron.reused_names.former_table is 'The name that the log has now for the former table; null for a column.';

-- The log's lock (LogLock in Java): nothing is accepted while names in the log change.
create function synchrotron.lock_log() returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select pg_advisory_xact_lock(8320803159776849774)
$$;

-- Gives what is stored about a table another name. The name that it gets is free.
create function synchrotron.rename_stored_table(former text, present text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    shared text;
begin
    update synchrotron.action_modified_rows m set table_name = present where m.table_name = former;
    update synchrotron.applied_changes c set table_name = present where c.table_name = former;
    update synchrotron.retired_names r set table_name = present where r.table_name = former and r.column_name <> '';
    for shared in select s.constraint_name from synchrotron.shared_constraints s where s.table_name = former loop
        perform synchrotron.rename_shared_constraint(
            'unique:' || former || '.' || shared, 'unique:' || present || '.' || shared);
    end loop;
end
$$;

-- A shared constraint is an audience in the footprints of records. A set of audiences is found by its digest, so a set with a new name gets
-- one that no other set has; another set of the same names may be made later, and means the same.
create function synchrotron.rename_shared_constraint(former text, present text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    update synchrotron.touched_constraints t set audience_key = present where t.audience_key = former;
    update synchrotron.grants g
    set audiences = array_replace(g.audiences, former, present),
        digest = sha256(convert_to('renamed ' || g.id || ' ' || present, 'UTF8'))
    where g.id in (select a.grant_id from synchrotron.grant_audiences a where a.audience_key = former);
    update synchrotron.grant_audiences a set audience_key = present where a.audience_key = former;
$$;

-- The key of a row that a footprint names (RowKeys in Java).
create function synchrotron.row_key(table_name text, row_id text) returns bigint
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select ('x' || encode(substring(sha256(convert_to(table_name || ':' || row_id, 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint
$$;

-- Gives the rows of renamed tables that footprints name their new keys. A key does not tell its row, so it is found among the rows of the
-- log. A record that names another row, which nobody wrote, counts from now on as naming none: it runs again more often.
create function synchrotron.rename_named_rows(former text[], present text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
begin
    if not exists (select from synchrotron.footprint_rows) then
        return;
    end if;
    create temporary table known_keys on commit drop as
        select distinct on (1) synchrotron.row_key(coalesce(renamed.former, rows.table_name), rows.row_id) as former,
            synchrotron.row_key(rows.table_name, rows.row_id) as present
        from (select distinct m.table_name, m.row_id from synchrotron.action_modified_rows m) rows
        left join unnest(former, present) as renamed (former, present) on renamed.present = rows.table_name
        order by 1;
    create temporary table named_before on commit drop as
        select r.id, r.clock_time_ms, r.footprint_id,
            array(select k.present from unnest(r.named_rows) as named (key) join known_keys k on k.former = named.key) as keys,
            cardinality(r.named_rows) as number
        from synchrotron.action_records r
        where r.named_rows is not null;
    delete from synchrotron.footprint_rows f where f.record_id in (select n.id from named_before n);
    insert into synchrotron.footprint_rows (row_key, clock_time_ms, record_id)
    select distinct key, n.clock_time_ms, n.id
    from named_before n cross join unnest(n.keys) as named (key)
    where cardinality(n.keys) = n.number;
    update synchrotron.action_records r
    set named_rows = case when cardinality(n.keys) = n.number then n.keys end,
        footprint_id = case when cardinality(n.keys) = n.number then r.footprint_id
            else synchrotron.wide_footprint(r.footprint_id) end
    from named_before n where n.id = r.id;
    drop table known_keys, named_before;
end
$$;

-- The footprint with the same sets for records that name no rows.
create function synchrotron.wide_footprint(named bigint) returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    wide_id bigint;
begin
    select w.id into wide_id
    from synchrotron.footprints n
    join synchrotron.footprints w on w.read_set = n.read_set and w.write_set = n.write_set
        and coalesce(w.shared_set, 0) = coalesce(n.shared_set, 0) and not w.names_rows
    where n.id = named;
    if wide_id is null then
        insert into synchrotron.footprints (read_set, write_set, shared_set, names_rows)
        select n.read_set, n.write_set, n.shared_set, false from synchrotron.footprints n where n.id = named
        returning id into wide_id;
    end if;
    return wide_id;
end
$$;

-- The functions that were generated for a table of this name.
create function synchrotron.drop_functions(name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    generated regprocedure;
begin
    for generated in
        select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'synchrotron'::regnamespace and p.proname in (
            select synchrotron.function_name(purpose, name)
            from unnest('{capture, write, image, normalize, row_audience}'::text[]) as purpose)
    loop
        execute format('drop function %s cascade', generated);
    end loop;
end
$$;

-- Remembers a table that is tracked no more. What the log holds of it stays.
create function synchrotron.retire_table(name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from synchrotron.tracked_tables t where t.table_name = name;
    update synchrotron.retired_names r set present_table = null where r.present_table = name;
    insert into synchrotron.retired_names (table_name, column_name) values (name, '')
    on conflict (table_name, column_name) do update set present_table = null;
    perform synchrotron.drop_functions(name);
end
$$;

create function synchrotron.retire_gone_tables() returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.retire_table(t.table_name)
    from synchrotron.tracked_tables t
    where not exists (select from pg_class c where c.oid = t.relation)
$$;

-- Another table gets the name of a table that was tracked once. What the log holds of the former one gets a name that no table can have,
-- so that it is not read into the other one.
create function synchrotron.free_name(name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    former_name text;
begin
    if not exists (select from synchrotron.retired_names r where r.table_name = name and r.column_name = '') then
        return;
    end if;
    select format('%s (gone %s)', name, count(*) + 1) into former_name
    from synchrotron.retired_names r where r.column_name = '' and r.table_name like replace(replace(replace(name,
        '\', '\\'), '%', '\%'), '_', '\_') || ' (gone %)';
    perform synchrotron.lock_log();
    perform synchrotron.rename_stored_table(name, former_name);
    update synchrotron.retired_names r set table_name = former_name where r.table_name = name;
    insert into synchrotron.reused_names (table_name, column_name, former_table) values (name, '', former_name);
end
$$;

-- Follows tables that were renamed. All get a name of their own first, because they may have exchanged their names.
create function synchrotron.follow_tables() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    former text[];
    present text[];
    relations regclass[];
    n integer;
begin
    select array_agg(t.table_name order by t.table_name), array_agg(c.relname::text order by t.table_name),
        array_agg(t.relation order by t.table_name)
    into former, present, relations
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    where c.relname <> t.table_name;
    if former is null then
        return;
    end if;
    perform synchrotron.lock_log();
    for n in 1 .. cardinality(former) loop
        perform synchrotron.rename_tracked_table(former[n], 'renamed (' || relations[n]::oid || ')');
        perform synchrotron.drop_functions(former[n]);
    end loop;
    for n in 1 .. cardinality(former) loop
        perform synchrotron.free_name(present[n]);
        perform synchrotron.rename_tracked_table('renamed (' || relations[n]::oid || ')', present[n]);
    end loop;
    update synchrotron.retired_names r set present_table = present[array_position(former, r.present_table)]
    where r.present_table = any (former);
    insert into synchrotron.retired_names (table_name, column_name, present_table)
    select renamed.former, '', renamed.present
    from unnest(former, present) as renamed (former, present)
    where not exists (select from synchrotron.tracked_tables t where t.table_name = renamed.former);
    perform synchrotron.rename_named_rows(former, present);
    for n in 1 .. cardinality(former) loop
        perform synchrotron.track_relation(relations[n]);
    end loop;
end
$$;

create function synchrotron.rename_tracked_table(former text, present text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.rename_stored_table(former, present);
    update synchrotron.tracked_tables t set table_name = present where t.table_name = former;
end
$$;

-- Indexes keep their numbers, so a renamed one is recognised.
alter table synchrotron.shared_constraints add column index_number oid not null default 0;

create or replace function synchrotron.share_constraints(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    shared record;
begin
    for shared in
        select s.constraint_name as former, c.relname as present
        from synchrotron.shared_constraints s
        join pg_index i on i.indexrelid = s.index_number and i.indrelid = relation
        join pg_class c on c.oid = i.indexrelid
        where s.table_name = name and c.relname <> s.constraint_name
    loop
        perform synchrotron.lock_log();
        perform synchrotron.rename_shared_constraint(
            'unique:' || name || '.' || shared.former, 'unique:' || name || '.' || shared.present);
    end loop;
    for shared in
        select t.tgname from pg_trigger t where t.tgrelid = relation and t.tgname like 'synchrotron\_unique\_%'
    loop
        execute format('drop trigger %I on %s', shared.tgname, relation);
    end loop;
    delete from synchrotron.shared_constraints s where s.table_name = name;
    for shared in
        select c.*, i.indexrelid
        from synchrotron.shared_constraints_of(relation) c
        join pg_index i on i.indrelid = relation
        join pg_class k on k.oid = i.indexrelid and k.relname = c.constraint_name
    loop
        insert into synchrotron.shared_constraints (table_name, constraint_name, index_number)
        values (name, shared.constraint_name, shared.indexrelid);
        execute format('create trigger %I before insert or delete or update %s on %s
            for each statement execute function synchrotron.touch_constraint(%L)',
            left('synchrotron_unique_' || shared.constraint_name, 63), coalesce('of ' || shared.update_columns, ''), relation,
            'unique:' || name || '.' || shared.constraint_name);
    end loop;
end
$$;

alter table synchrotron.shared_constraints drop constraint shared_constraints_table_name_fkey;
alter table synchrotron.shared_constraints add foreign key (table_name)
    references synchrotron.tracked_tables on update cascade on delete cascade;

-- Notes the table as it is now, after what changed was followed. The entry of the table, if there is one, has its present name.
create or replace function synchrotron.register(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    noted synchrotron.tracked_tables;
begin
    select * into noted from synchrotron.tracked_tables t where t.relation = $1;
    if noted.table_name is null then
        perform synchrotron.free_name($2);
    else
        perform synchrotron.follow_columns(noted);
    end if;
    insert into synchrotron.tracked_tables
        (table_name, relation, relation_number, column_names, column_numbers, column_types, column_declarations, retyped_columns,
            shape, row_values, id_type)
    select $2, $1, $1::oid, array_agg(c.name order by c.place), array_agg(c.number order by c.place),
        array_agg(c.portable_type order by c.place), array_agg(c.declaration order by c.place),
        coalesce(array_agg(c.name order by c.place) filter (where c.was_retyped), '{}'),
        synchrotron.table_shape($1), synchrotron.row_values_expression($1),
        (select c.cast_type from synchrotron.tracked_columns($1) c where c.name = 'id')
    from synchrotron.noted_columns($1, noted) c
    on conflict (table_name) do update set
        relation_number = excluded.relation_number, column_names = excluded.column_names, column_numbers = excluded.column_numbers,
        column_types = excluded.column_types, column_declarations = excluded.column_declarations,
        retyped_columns = excluded.retyped_columns, shape = excluded.shape, row_values = excluded.row_values,
        id_type = excluded.id_type;
end
$$;

-- The present columns, each with its declaration, and whether that was another one while the column was tracked.
create function synchrotron.noted_columns(relation regclass, noted synchrotron.tracked_tables)
returns table (place bigint, name text, number smallint, portable_type text, declaration text, was_retyped boolean)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.place, c.name, c.number, c.portable_type, d.declaration,
        coalesce(former.declaration is distinct from d.declaration and former.name is not null
            or former.name = any (noted.retyped_columns), false)
    from synchrotron.column_identities(relation) with ordinality as c (name, number, portable_type, place)
    join pg_attribute a on a.attrelid = relation and a.attnum = c.number
    cross join lateral (
        select format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as declaration) d
    left join (
        select was.name, was.declaration, change.present
        from unnest(noted.column_names, noted.column_declarations) as was (name, declaration)
        join synchrotron.column_changes(noted) change on change.former = was.name
    ) former on former.present = c.name
$$;

-- As before (V027), after renamed and dropped tables were followed.
create or replace function synchrotron.track_relation(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    name text;
begin
    perform synchrotron.retire_gone_tables();
    perform synchrotron.follow_tables();
    perform synchrotron.check_trackable(relation);
    select relname into name from pg_class where oid = relation;
    perform synchrotron.register(relation, name);
    perform synchrotron.create_functions(relation, name);
    perform synchrotron.create_triggers(relation, name);
    perform synchrotron.create_row_audience(relation, name);
    perform synchrotron.share_constraints(relation, name);
    perform synchrotron.make_foreign_keys_deferrable(relation);
    perform synchrotron.secure_table(relation, name);
end
$$;

-- As before (V027). The schema of the table, the nullability of its columns, and their numbers are part of the shape.
alter function synchrotron.table_shape(regclass) rename to columns_shape;

create function synchrotron.table_shape(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select concat_ws('; ', c.oid, c.relnamespace::regnamespace, synchrotron.columns_shape(relation), (
        select string_agg(a.attnum || case when a.attnotnull then '!' else '' end, ' ' order by a.attnum)
        from pg_attribute a where a.attrelid = relation and a.attnum > 0 and not a.attisdropped))
    from pg_class c
    where c.oid = relation
$$;

create or replace function synchrotron.refresh_tracking() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.retire_gone_tables();
    perform synchrotron.follow_tables();
    perform synchrotron.track_relation(t.relation)
    from synchrotron.tracked_tables t
    where t.shape is distinct from synchrotron.table_shape(t.relation)
       or exists (
           select from pg_constraint c where c.conrelid = t.relation and c.contype = 'f' and not c.condeferrable);
    perform synchrotron.check_trackable(t.relation), synchrotron.check_references(t.relation),
        synchrotron.guard_triggers(t.relation)
    from synchrotron.tracked_tables t;
end
$$;

-- select synchrotron.untrack('todos')  ends the tracking of a table on purpose. Its rows stay, and anybody who has the rights may write
-- them. Actions have no rights on it any more, and clients keep what they have of it until their own schema drops it.
create function synchrotron.untrack(table_name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
#variable_conflict use_variable
declare
    relation regclass;
    own_trigger name;
begin
    select t.relation into relation from synchrotron.tracked_tables t where t.table_name = table_name;
    if relation is null then
        perform synchrotron.refuse('SY005', format('table %s is not tracked', table_name), 'Give its name without schema.');
    end if;
    for own_trigger in
        select t.tgname from pg_trigger t
        join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = relation and not t.tgisinternal and p.pronamespace = 'synchrotron'::regnamespace
          and t.tgname <> 'synchrotron_memberships'
    loop
        execute format('drop trigger %I on %s', own_trigger, relation);
    end loop;
    execute format('drop policy if exists synchrotron_engine on %s', relation);
    execute format('drop policy if exists synchrotron_owner on %s', relation);
    execute format('drop policy if exists synchrotron_audience on %s', relation);
    execute format('drop policy if exists synchrotron_migration on %s', relation);
    if not exists (select from pg_policy p where p.polrelid = relation) then
        execute format('alter table %s no force row level security, disable row level security', relation);
    end if;
    execute format('revoke all on %s from synchrotron_engine, synchrotron_user', relation);
    perform synchrotron.retire_table(table_name);
    perform synchrotron.check_references(t.relation) from synchrotron.tracked_tables t;
end
$$;

revoke execute on function
    synchrotron.column_changes(synchrotron.tracked_tables),
    synchrotron.renamed_cells(jsonb, text[], text[], text[]),
    synchrotron.follow_columns(synchrotron.tracked_tables),
    synchrotron.rename_stored_cells(text, text[], text[], text[]),
    synchrotron.lock_log(),
    synchrotron.rename_stored_table(text, text),
    synchrotron.rename_shared_constraint(text, text),
    synchrotron.row_key(text, text),
    synchrotron.rename_named_rows(text[], text[]),
    synchrotron.wide_footprint(bigint),
    synchrotron.drop_functions(text),
    synchrotron.retire_table(text),
    synchrotron.retire_gone_tables(),
    synchrotron.free_name(text),
    synchrotron.follow_tables(),
    synchrotron.rename_tracked_table(text, text),
    synchrotron.noted_columns(regclass, synchrotron.tracked_tables),
    synchrotron.table_shape(regclass),
    synchrotron.untrack(text)
from public;

-- Tables that are tracked already. Their numbers were noted by V036, or by the previous version of this schema.
update synchrotron.tracked_tables t
set relation_number = t.relation::oid,
    column_declarations = array(
        select coalesce(c.declaration, '')
        from unnest(t.column_names) with ordinality as noted (name, n)
        left join synchrotron.noted_columns(t.relation, null) c on c.name = noted.name
        order by noted.n)
where exists (select from pg_class c where c.oid = t.relation);

update synchrotron.shared_constraints s
set index_number = i.indexrelid
from synchrotron.tracked_tables t
join pg_index i on i.indrelid = t.relation
join pg_class c on c.oid = i.indexrelid
where t.table_name = s.table_name and c.relname = s.constraint_name;

-- The footprint of a record: what each run of it may read and write (rule 12). A late record makes only those later records run again
-- that may read what it may write; this finds them by index.
--   SY010  a run writes a row outside its footprint
--   SY011  a run inserts a row under an id that belongs to another audience
--   SY012  a run lets a row refer to a row outside its footprint

-- Sets of audiences are not only grants: a footprint has a set to read, a set to write, and a set of constraints.
comment on table synchrotron.grants is 'Sets of audiences: of grants, and of footprints. Each set is stored once.';

create index grant_audiences_audience on synchrotron.grant_audiences (audience_key, grant_id);

-- The id of a set of audiences, in any order. For the engine.
create function synchrotron.audience_set(wanted text[]) returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    sorted text[] := array(select distinct each collate "C" from unnest(wanted) each where each is not null order by 1);
    sorted_digest bytea := sha256(convert_to(to_json(sorted)::text, 'UTF8'));
begin
    if not exists (select from synchrotron.grants g where g.digest = sorted_digest) then
        with added as (
            insert into synchrotron.grants (digest, audiences) values (sorted_digest, sorted)
            on conflict (digest) do nothing
            returning id)
        insert into synchrotron.grant_audiences select added.id, each from added, unnest(sorted) each;
    end if;
    return (select g.id from synchrotron.grants g where g.digest = sorted_digest);
end
$$;

create or replace function synchrotron.present_grant(of_user text) returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.audience_set(
        array(select a.audience_key::text from synchrotron.user_audiences a where a.user_id = of_user))
$$;

-- Unique constraints and indexes that do not contain audience_key. Two audiences share their values, so each is an audience of its
-- own: in the footprint of every run that may write its columns or deletes rows.
create table synchrotron.shared_constraints (
    table_name text not null references synchrotron.tracked_tables on delete cascade,
    constraint_name text not null,
    audience_key text not null generated always as ('unique:' || table_name || '.' || constraint_name) stored,
    primary key (table_name, constraint_name)
);

comment on table synchrotron.shared_constraints is 'Unique constraints of tracked tables that reach across audiences.';

-- The shared constraints that a record's runs have touched so far.
create table synchrotron.touched_constraints (
    action_record_id uuid not null,
    audience_key text not null,
    primary key (action_record_id, audience_key)
);

-- A footprint. Many records share one.
create table synchrotron.footprints (
    id bigint generated always as identity primary key,
    read_set bigint not null references synchrotron.grants,
    write_set bigint not null references synchrotron.grants,
    shared_set bigint references synchrotron.grants
);

create unique index footprints_sets on synchrotron.footprints (read_set, write_set, coalesce(shared_set, 0));

create index footprints_write_set on synchrotron.footprints (write_set);

create index footprints_shared_set on synchrotron.footprints (shared_set);

comment on table synchrotron.footprints is 'What runs may read and write; each footprint once.';
comment on column synchrotron.footprints.read_set is 'The audiences whose rows a run sees, including all that it may write.';
comment on column synchrotron.footprints.write_set is 'The audiences whose rows a run may write.';
comment on column synchrotron.footprints.shared_set is 'The shared constraints that it reads and writes; null for none.';

-- The footprint of a record that sees and writes these sets; null without them. For the engine.
create function synchrotron.footprint_of(record uuid, reads bigint, writes bigint) returns bigint
language plpgsql volatile strict
set search_path = pg_catalog, pg_temp
as $$
declare
    shared bigint := (
        select synchrotron.audience_set(array_agg(t.audience_key))
        from synchrotron.touched_constraints t where t.action_record_id = record having count(*) > 0);
    found_id bigint;
begin
    select f.id into found_id
    from synchrotron.footprints f
    where f.read_set = reads and f.write_set = writes and coalesce(f.shared_set, 0) = coalesce(shared, 0);
    if found_id is null then
        insert into synchrotron.footprints (read_set, write_set, shared_set) values (reads, writes, shared)
        returning id into found_id;
    end if;
    return found_id;
end
$$;

revoke execute on function
    synchrotron.audience_set(text[]),
    synchrotron.footprint_of(uuid, bigint, bigint)
from public;
grant execute on function
    synchrotron.audience_set(text[]),
    synchrotron.footprint_of(uuid, bigint, bigint)
to synchrotron_engine;
grant select, insert on synchrotron.footprints, synchrotron.touched_constraints to synchrotron_engine;
grant select on synchrotron.shared_constraints to synchrotron_engine;

-- The shared constraints of a table, with the columns whose update may touch them; null for all updates.
create function synchrotron.shared_constraints_of(relation regclass)
returns table (constraint_name text, update_columns text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.relname::text,
        case when i.indexprs is null and i.indpred is null and not bool_or(a.attgenerated <> '')
            then string_agg(quote_ident(a.attname), ', ') end
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = relation and (i.indisunique or i.indisexclusion) and not i.indisprimary
    group by c.relname, i.indexprs is null, i.indpred is null, i.indexrelid
    having not coalesce(bool_or(a.attname = 'audience_key'), false)
$$;

-- A statement that may touch a shared constraint notes it for the record, also if it writes no row.
create function synchrotron.touch_constraint() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    record_id text := nullif(current_setting('synchrotron.record_id', true), '');
begin
    if current_setting('synchrotron.capture_mode', true) = 'record' and record_id is not null then
        insert into synchrotron.touched_constraints values (record_id::uuid, tg_argv[0]) on conflict do nothing;
    end if;
    return null;
end
$$;

create function synchrotron.share_constraints(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    shared record;
begin
    for shared in
        select t.tgname from pg_trigger t where t.tgrelid = relation and t.tgname like 'synchrotron\_unique\_%'
    loop
        execute format('drop trigger %I on %s', shared.tgname, relation);
    end loop;
    delete from synchrotron.shared_constraints s where s.table_name = name;
    for shared in select * from synchrotron.shared_constraints_of(relation) loop
        insert into synchrotron.shared_constraints (table_name, constraint_name) values (name, shared.constraint_name);
        execute format('create trigger %I before insert or delete or update %s on %s
            for each statement execute function synchrotron.touch_constraint(%L)',
            left('synchrotron_unique_' || shared.constraint_name, 63), coalesce('of ' || shared.update_columns, ''), relation,
            'unique:' || name || '.' || shared.constraint_name);
    end loop;
end
$$;

-- Whether the run may write rows of the audience. Without a run, or in the engine's role, all may be written.
create function synchrotron.may_write_audience(audience text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    running bigint := coalesce(
        nullif(current_setting('synchrotron.write_grant_id', true), ''),
        nullif(current_setting('synchrotron.grant_id', true), ''))::bigint;
begin
    return running is null or current_setting('role', true) = 'synchrotron_engine' or exists (
        select from synchrotron.grant_audiences g where g.grant_id = running and g.audience_key = audience);
end
$$;

-- Refuses a write outside the footprint of the run. Also rows that a foreign key's cascade writes come here, which row level
-- security does not see.
create function synchrotron.refuse_outside(table_name text, row_id text, audience text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY010',
        format('row %s of table %s belongs to audience %s, which this action may not write: it is outside its footprint',
            row_id, table_name, audience),
        'Let Action.footprint name the audience, or leave the row alone.')
$$;

-- The check of row level security for a row to insert, or as updated. A run with a declared footprint gets a sentence.
create function synchrotron.may_write(table_name text, row_id text, audience text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if nullif(current_setting('synchrotron.write_grant_id', true), '') is null then
        return synchrotron.is_my_audience(audience);
    end if;
    if not synchrotron.may_write_audience(audience) then
        perform synchrotron.refuse_outside(table_name, row_id, audience);
    end if;
    return true;
end
$$;

-- Refuses a row that refers to a row of another audience outside what the run may write: the reference keeps that row from being
-- deleted.
create function synchrotron.refuse_parent(table_name text, row_id text, parent_table text, parent_audience text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY012',
        format('row %s of table %s refers to a row of table %s in audience %s, which this action may not write: it is outside its '
            'footprint', row_id, table_name, parent_table, parent_audience),
        'Let Action.footprint name the audience of the row that is referred to.')
$$;

-- The statements that look at the parents of the row `new`. A missing parent comes later in the same run, or the constraint fails.
create function synchrotron.parents_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(format($source$
        select p.audience_key into parent from %s as p where %s;
        if parent is not null and parent collate "C" <> audience and not synchrotron.may_write_audience(parent) then
            perform synchrotron.refuse_parent(%L, row_id, %L, parent);
        end if;$source$,
            k.confrelid::regclass, matches, table_name, (select relname from pg_class where oid = k.confrelid)), '' order by k.conname), '')
    from pg_constraint k
    cross join lateral (
        select string_agg(format('p.%I = %s', theirs.attname, synchrotron.column_of('new', mine.attname)), ' and ') as matches
        from unnest(k.conkey, k.confkey) as pair (mine, theirs)
        join pg_attribute mine on mine.attrelid = k.conrelid and mine.attnum = pair.mine
        join pg_attribute theirs on theirs.attrelid = k.confrelid and theirs.attnum = pair.theirs) as columns
    where k.conrelid = relation and k.contype = 'f' and k.confrelid <> 0
      and exists (
          select from pg_attribute a
          where a.attrelid = k.confrelid and a.attname = 'audience_key' and not a.attisdropped)
$$;

-- Capture as before (V014); it also refuses rows outside the footprint of the run.
create or replace function synchrotron.capture_source(relation regclass, table_name text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($source$
create or replace function synchrotron.%1$I() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $capture$
declare
    mode text := current_setting('synchrotron.capture_mode', true);
    record_id text := current_setting('synchrotron.record_id', true);
    row_id text;
    audience text;
    parent text;
    forward jsonb := '{}';
    reverse jsonb := '{}';
begin
    if mode = 'undo' then
        return null;
    end if;
    if mode is distinct from 'record' or record_id is null or record_id = '' then
        perform synchrotron.refuse_write(%2$L);
    end if;
    if tg_op = 'INSERT' then
        row_id := %3$s;
        audience := new.audience_key;
        %5$s
        %9$s
        forward := %6$s;
    elsif tg_op = 'DELETE' then
        row_id := %4$s;
        audience := old.audience_key;
        if not synchrotron.may_write_audience(audience) then
            perform synchrotron.refuse_outside(%2$L, row_id, audience);
        end if;
        reverse := %7$s;
    else
        row_id := %3$s;
        audience := new.audience_key;
        if row_id is distinct from %4$s then
            perform synchrotron.refuse_row_id(%2$L, %4$s, row_id);
        end if;
        if audience collate "C" is distinct from old.audience_key then
            perform synchrotron.refuse_audience(%2$L, row_id);
        end if;
        %5$s
        %8$s
        if forward = '{}' then
            return null;
        end if;
        if not synchrotron.may_write_audience(audience) then
            perform synchrotron.refuse_outside(%2$L, row_id, audience);
        end if;
        %9$s
    end if;
    insert into synchrotron.applied_changes
        (action_record_id, table_name, row_id, audience_key, operation, forward_patches, reverse_patches)
    values (record_id::uuid, %2$L, row_id, audience, tg_op, forward, reverse);
    return null;
end
$capture$
$source$,
        synchrotron.function_name('capture', table_name),
        table_name,
        synchrotron.row_id_expression(relation, 'new'),
        synchrotron.row_id_expression(relation, 'old'),
        synchrotron.refusals_source(relation, table_name),
        synchrotron.image_expression(relation, 'new'),
        synchrotron.image_expression(relation, 'old'),
        synchrotron.differences_source(relation),
        synchrotron.parents_source(relation, table_name))
$$;

-- A trigger function that refuses a row whose id belongs to another audience. It runs before ON CONFLICT is decided, so a generated
-- audience_key has no value yet, and is computed here. The known effects remember the audience of a row that is gone.
create function synchrotron.row_audience_source(relation regclass, table_name text) returns text
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

create function synchrotron.create_row_audience(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute synchrotron.row_audience_source(relation, name);
    execute format('revoke execute on function synchrotron.%I() from public', synchrotron.function_name('row_audience', name));
    execute format('drop trigger if exists synchrotron_row_audience on %s', relation);
    execute format('create trigger synchrotron_row_audience before insert on %s
        for each row execute function synchrotron.%I()', relation, synchrotron.function_name('row_audience', name));
end
$$;

create or replace function synchrotron.track(table_name text) returns void
language plpgsql
as $$
declare
    relation pg_catalog.regclass := pg_catalog.to_regclass(pg_catalog.quote_ident(table_name));
begin
    if relation is null then
        relation := pg_catalog.to_regclass(table_name);
    end if;
    if relation is null then
        perform synchrotron.refuse('SY005', pg_catalog.format('table %s cannot be tracked: it does not exist', table_name),
            'Create it first, or name its schema.');
    end if;
    perform synchrotron.track_relation(relation);
    perform synchrotron.recommend_audiences(relation);
end
$$;

create function synchrotron.recommend_audiences(tracked regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    shared record;
begin
    for shared in
        select s.constraint_name from synchrotron.shared_constraints s
        join synchrotron.tracked_tables t on t.table_name = s.table_name
        where t.relation = tracked
    loop
        raise notice 'unique constraint % of table % reaches across audiences', shared.constraint_name, tracked
            using hint = 'Records that write its columns run again whenever a late one does, in any audience. '
                'Include audience_key in the constraint if its values need to be unique within one audience only.';
    end loop;
end
$$;

create or replace function synchrotron.track_relation(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    name text;
begin
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

-- The indexes that the shared constraints come from, and the foreign keys, are part of the shape: a new one lets the migration
-- command track the table again.
create or replace function synchrotron.table_shape(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(
        concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod), a.attgenerated,
            pg_get_expr(d.adbin, d.adrelid)),
        ', ' order by a.attnum)
        || coalesce((
            select '; ' || string_agg(concat_ws(' ', s.constraint_name, s.update_columns), ', ' order by s.constraint_name)
            from synchrotron.shared_constraints_of(relation) s), '')
        || coalesce((
            select '; ' || string_agg(pg_get_constraintdef(k.oid), ', ' order by k.conname)
            from pg_constraint k where k.conrelid = relation and k.contype = 'f'), '')
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
$$;

-- The policies of a tracked table, as before (V024) but for the check of what is written.
create or replace function synchrotron.secure_table(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    owner name;
    namespace name;
begin
    select pg_get_userbyid(c.relowner), n.nspname into owner, namespace
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = relation;
    execute format('alter table %s enable row level security, force row level security', relation);
    execute format('drop policy if exists synchrotron_engine on %s', relation);
    execute format('create policy synchrotron_engine on %s to synchrotron_engine using (true) with check (true)', relation);
    execute format('drop policy if exists synchrotron_owner on %s', relation);
    execute format('create policy synchrotron_owner on %s for select to %I using (true)', relation, owner);
    execute format('drop policy if exists synchrotron_audience on %s', relation);
    execute format('create policy synchrotron_audience on %s
        using (audience_key = any ((select synchrotron.my_audience_set())::text[]))
        with check (synchrotron.may_write(%L, id::text, audience_key))', relation, name);
    execute format('grant select, insert, update, delete on %s to synchrotron_engine, synchrotron_user', relation);
    if not has_schema_privilege('synchrotron_engine', namespace, 'usage')
        or not has_schema_privilege('synchrotron_user', namespace, 'usage') then
        execute format('grant usage on schema %I to synchrotron_engine, synchrotron_user', namespace);
    end if;
end
$$;

-- The applied changes at these positions, forwards or backwards. Adjacent changes of the same table and operation form a run.
create function synchrotron.runs_of(positions bigint[], backwards boolean)
returns table (table_name text, operation text, row_ids text[], audience_keys text[], patches jsonb[])
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with ordered as (
        select c.*, row_number() over (order by case when backwards then -c.position else c.position end) as place
        from synchrotron.applied_changes c where c.position = any (positions)
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

-- Undoes the captured changes of the records, and the changes at these positions, newest first. The latter stay captured, and
-- put_back() applies them again: a run that reads their rows and comes before them must not see them.
create function synchrotron.take_back(record_ids uuid[], positions bigint[]) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    mode_before text := current_setting('synchrotron.capture_mode', true);
    own bigint[];
    run record;
begin
    if cardinality(positions) = 0 then
        return synchrotron.undo(record_ids);
    end if;
    own := array(select c.position from synchrotron.applied_changes c where c.action_record_id = any (record_ids));
    set constraints all deferred;
    perform set_config('synchrotron.capture_mode', 'undo', true);
    for run in select * from synchrotron.runs_of(own || positions, true) loop
        perform synchrotron.undo_run(run.table_name, run.operation, run.row_ids, run.audience_keys, run.patches);
    end loop;
    delete from synchrotron.applied_changes where action_record_id = any (record_ids);
    perform synchrotron.check_foreign_keys();
    perform set_config('synchrotron.capture_mode', coalesce(mode_before, ''), true);
    return cardinality(own) + cardinality(positions);
end
$$;

-- Applies the changes at these positions again, oldest first, exactly as they were captured.
create function synchrotron.put_back(positions bigint[]) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    mode_before text := current_setting('synchrotron.capture_mode', true);
    run record;
    written bigint;
begin
    set constraints all deferred;
    perform set_config('synchrotron.capture_mode', 'undo', true);
    for run in select * from synchrotron.runs_of(positions, false) loop
        execute format('select synchrotron.%I($1, $2, $3, $4)', synchrotron.function_name('write', run.table_name))
            into written using run.operation, run.row_ids, run.audience_keys, run.patches;
        if written <> cardinality(run.row_ids) then
            perform synchrotron.refuse('SY007',
                format('%s %s on table %s could not be put back: only %s rows were as they had been',
                    cardinality(run.row_ids), run.operation, run.table_name, written),
                'Run the later records again.');
        end if;
    end loop;
    perform synchrotron.check_foreign_keys();
    perform set_config('synchrotron.capture_mode', coalesce(mode_before, ''), true);
    return cardinality(positions);
end
$$;

-- Whether a change may not be taken back alone, because a foreign key ties its row to others.
create function synchrotron.is_tied(changed_table text, operation text, patch jsonb) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from synchrotron.tracked_tables t
        join pg_constraint k on k.contype = 'f' and t.relation in (k.conrelid, k.confrelid)
        where t.table_name = changed_table and (operation <> 'UPDATE' or exists (
            select from pg_attribute a
            where patch ? a.attname and (
                a.attrelid = k.conrelid and a.attnum = any (k.conkey)
                or a.attrelid = k.confrelid and a.attnum = any (k.confkey)))))
$$;

revoke execute on function
    synchrotron.runs_of(bigint[], boolean),
    synchrotron.take_back(uuid[], bigint[]),
    synchrotron.put_back(bigint[]),
    synchrotron.is_tied(text, text, jsonb)
from public;
grant execute on function
    synchrotron.runs_of(bigint[], boolean),
    synchrotron.take_back(uuid[], bigint[]),
    synchrotron.put_back(bigint[]),
    synchrotron.is_tied(text, text, jsonb)
to synchrotron_engine;

revoke execute on function
    synchrotron.shared_constraints_of(regclass),
    synchrotron.touch_constraint(),
    synchrotron.share_constraints(regclass, text),
    synchrotron.refuse_outside(text, text, text),
    synchrotron.refuse_parent(text, text, text, text),
    synchrotron.parents_source(regclass, text),
    synchrotron.row_audience_source(regclass, text),
    synchrotron.recommend_audiences(regclass),
    synchrotron.create_row_audience(regclass, text)
from public;

select synchrotron.track_relation(relation) from synchrotron.tracked_tables;

-- Records that are in the log get their grants as footprints, and the shared constraints of the tables that they wrote.
alter table synchrotron.action_records add column footprint_id bigint references synchrotron.footprints;

comment on column synchrotron.action_records.footprint_id is
    'What each run of the record may read and write; null for records that never run.';

insert into synchrotron.touched_constraints
select distinct written.action_record_id, s.audience_key
from synchrotron.shared_constraints s
cross join lateral (
    select e.action_record_id from synchrotron.action_modified_rows e where e.table_name = s.table_name
    union
    select a.action_record_id from synchrotron.applied_changes a where a.table_name = s.table_name) as written
join synchrotron.action_records r on r.id = written.action_record_id and r.grant_id is not null;

insert into synchrotron.touched_constraints
select r.id, s.audience_key from synchrotron.action_records r cross join synchrotron.shared_constraints s
where r.outcome = 'rejected' and r.grant_id is not null
on conflict do nothing;

update synchrotron.action_records r set footprint_id = synchrotron.footprint_of(r.id, r.grant_id, r.grant_id)
where r.grant_id is not null and r._tag <> 'RollbackAction';

create index action_records_footprint
    on synchrotron.action_records (footprint_id, clock_time_ms, clock_counter, client_id, id);

-- Records of the server's own with row changes: what a migration writes, and rows that existed before their table was tracked. No action
-- has their tags, so they keep their known effects and are applied again where a late record comes before them. A correction would not
-- do for a migration: a row that is inserted again by a late record's replay would lose what the migration wrote into it.
alter table synchrotron.action_records drop constraint action_records_grant_check;
alter table synchrotron.action_records add constraint action_records_grant_check
    check ((grant_id is null) = (user_id = 'server' and _tag not in ('_InternalMigration', '_InternalAdoption')));

-- Adds a record of the server's own. The caller holds the log's lock. Returns its ingest id.
create function synchrotron.add_server_record(record_id uuid, tag text, args jsonb, time_ms bigint, counter bigint, audiences bigint)
returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    ingest bigint := synchrotron.head() + 1;
    now_ms bigint := floor(extract(epoch from clock_timestamp()) * 1000);
begin
    insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, user_role, client_id, clock_time_ms, clock_counter,
        clock, args, created_at, outcome, grant_id)
    values (record_id, ingest, tag, 'server', 'synchrotron_engine', 'server', time_ms, counter,
        jsonb_build_object('timestamp', time_ms, 'vector', jsonb_build_object('server', counter)),
        jsonb_build_object('timestamp', now_ms) || args, to_timestamp(now_ms / 1000.0), 'applied', audiences);
    perform pg_notify('synchrotron_log', ingest::text);
    return ingest;
end
$$;

-- select synchrotron.begin_migration('why')  lets the statements up to end_migration() write tracked tables. All of it is one transaction.
-- Alter tables before: it tracks altered tables again. What the statements write is captured, and becomes records of the server's own
-- after all others, one for each audience.
create table synchrotron.open_migrations (
    record_id uuid primary key,
    reason text not null
);

comment on table synchrotron.open_migrations is 'The migration that writes in this transaction; empty at its end.';

create function synchrotron.refuse_open_migration() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from synchrotron.open_migrations o where o.record_id = new.record_id) then
        perform synchrotron.refuse('SY014', format('the migration "%s" was begun and not ended', new.reason),
            'Call synchrotron.end_migration() in the same transaction.');
    end if;
    return null;
end
$$;

create constraint trigger refuse_open_migration after insert on synchrotron.open_migrations
    deferrable initially deferred
    for each row execute function synchrotron.refuse_open_migration();

create function synchrotron.begin_migration(reason text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    record_id uuid := gen_random_uuid();
begin
    if coalesce(reason, '') = '' then
        perform synchrotron.refuse('SY014', 'a migration has no reason', 'Say in a few words why it writes: it is in the log.');
    end if;
    perform synchrotron.lock_log();
    if exists (select from synchrotron.open_migrations) then
        perform synchrotron.refuse('SY014', 'a migration has begun already', 'Call synchrotron.end_migration() before the next one.');
    end if;
    perform synchrotron.refresh_tracking();
    insert into synchrotron.open_migrations values (record_id, reason);
    perform set_config('synchrotron.migration', reason, true), set_config('synchrotron.record_id', record_id::text, true),
        set_config('synchrotron.capture_mode', 'record', true);
end
$$;

-- Ends the migration. Returns how many row changes it wrote.
create function synchrotron.end_migration() returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    migration synchrotron.open_migrations;
    altered text;
    written bigint;
begin
    select * into migration from synchrotron.open_migrations;
    if migration.record_id is null then
        perform synchrotron.refuse('SY014', 'no migration has begun', 'Call synchrotron.begin_migration(''why'') in the same transaction.');
    end if;
    select t.table_name into altered from synchrotron.tracked_tables t
    where t.shape is distinct from synchrotron.table_shape(t.relation) limit 1;
    if altered is not null then
        perform synchrotron.refuse('SY014', format('the migration altered table %s after it had begun', altered),
            'Alter tables before synchrotron.begin_migration(), or between two migrations.');
    end if;
    perform synchrotron.settle_changes();
    perform set_config('synchrotron.migration', '', true), set_config('synchrotron.record_id', '', true),
        set_config('synchrotron.capture_mode', '', true);
    select count(*) into written from synchrotron.applied_changes c where c.action_record_id = migration.record_id;
    perform synchrotron.log_migration(migration.record_id, migration.reason);
    delete from synchrotron.touched_constraints t where t.action_record_id = migration.record_id;
    delete from synchrotron.open_migrations;
    return written;
end
$$;

-- Gives the captured changes of each audience to a record of their own, so that a late record in one audience makes only these be applied
-- again. A record names its rows: others of its audience do not concern it.
create function synchrotron.log_migration(captured uuid, reason text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    clock record;
    part record;
begin
    select * into clock from synchrotron.next_clock();
    for part in
        select c.audience_key, gen_random_uuid() as id, synchrotron.audience_set(array[c.audience_key]) as audiences,
            array_agg(distinct synchrotron.row_key(c.table_name, c.row_id)) as keys,
            row_number() over (order by c.audience_key collate "C") as n
        from synchrotron.applied_changes c
        where c.action_record_id = captured
        group by c.audience_key
    loop
        insert into synchrotron.touched_constraints
        select part.id, t.audience_key from synchrotron.touched_constraints t where t.action_record_id = captured;
        perform synchrotron.add_server_record(part.id, '_InternalMigration', jsonb_build_object('reason', reason), clock.time_ms,
            clock.counter + part.n - 1, part.audiences);
        update synchrotron.action_records r
        set named_rows = part.keys, footprint_id = synchrotron.footprint_of(part.id, part.audiences, part.audiences, true)
        where r.id = part.id;
        insert into synchrotron.footprint_rows (row_key, clock_time_ms, record_id)
        select key, clock.time_ms, part.id from unnest(part.keys) key;
        update synchrotron.applied_changes c set action_record_id = part.id
        where c.action_record_id = captured and c.audience_key = part.audience_key;
        insert into synchrotron.action_modified_rows (action_record_id, sequence, server_ingest_id, table_name, row_id, audience_key,
            operation, forward_patches, reverse_patches)
        select c.action_record_id, row_number() over (order by c.position) - 1, synchrotron.head(), c.table_name, c.row_id, c.audience_key,
            c.operation, c.forward_patches, c.reverse_patches
        from synchrotron.applied_changes c where c.action_record_id = part.id;
    end loop;
end
$$;

-- The owner of a table may write it within a migration.
create function synchrotron.allow_migrations(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
begin
    execute format('drop policy if exists synchrotron_migration on %s', relation);
    execute format('create policy synchrotron_migration on %s to %I
        using (current_setting(''synchrotron.migration'', true) <> '''')
        with check (current_setting(''synchrotron.migration'', true) <> '''')',
        relation, (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = relation));
end
$$;

-- As before (V038), and the owner may write within a migration.
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
    perform synchrotron.allow_migrations(relation);
    perform synchrotron.tell_reuse(relation, name);
end
$$;

-- A clock that is later than all of the log.
create function synchrotron.next_clock(out time_ms bigint, out counter bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(max(last.clock_time_ms), 1), coalesce(max(last.clock_counter), 0) + 1
    from (
        select r.clock_time_ms, r.clock_counter from synchrotron.action_records r
        order by r.clock_time_ms desc, r.clock_counter desc, r.client_id desc, r.id desc limit 1) last
$$;

-- Tells the log, and so the clients, what names hold that were another column's or table's: the values of the column in all rows, and which
-- rows of the former table are gone. A correction says so.
create function synchrotron.tell_reuse(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $$
declare
    record_id uuid := gen_random_uuid();
    columns text[];
    former text;
    clock record;
    written bigint := 0;
    more bigint;
begin
    select array_agg(r.column_name) filter (where r.column_name <> ''), max(r.former_table) into columns, former
    from synchrotron.reused_names r where r.table_name = name;
    delete from synchrotron.reused_names r where r.table_name = name;
    if columns is null and former is null then
        return;
    end if;
    select * into clock from synchrotron.next_clock();
    perform synchrotron.add_server_record(record_id, '_InternalCorrectionApply', jsonb_build_object(
        'appliedActionIds', '[]'::jsonb, 'basisServerIngestId', synchrotron.head() + 1), clock.time_ms, clock.counter, null);
    if columns is not null then
        execute synchrotron.told_values_source(relation, columns) using record_id, name;
        get diagnostics written = row_count;
    end if;
    if former is not null then
        execute synchrotron.told_gone_source(relation) using record_id, name, former, written;
        get diagnostics more = row_count;
        written := written + more;
    end if;
    if written = 0 then
        delete from synchrotron.action_records r where r.id = record_id;
    end if;
end
$$;

create function synchrotron.told_values_source(relation regclass, columns text[]) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($sql$
        insert into synchrotron.action_modified_rows (action_record_id, sequence, server_ingest_id, table_name, row_id, audience_key,
            operation, forward_patches, reverse_patches)
        select $1, row_number() over (order by t.id) - 1, synchrotron_head, $2, %s, t.audience_key, 'UPDATE',
            cells.value, (select jsonb_object_agg(k, null) from jsonb_object_keys(cells.value) k)
        from %s as t
        cross join lateral (select (%s) - %L::text[]) as cells (value)
        cross join (select synchrotron.head()) as log (synchrotron_head)
        $sql$, synchrotron.row_id_expression(relation, 't'), relation, synchrotron.image_expression(relation, 't'),
        array(select c.name from synchrotron.tracked_columns(relation) c where c.name <> all (columns)))
$$;

-- Of the rows of the former table, those that the log leaves, and the other table does not have.
create function synchrotron.told_gone_source(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format($sql$
        insert into synchrotron.action_modified_rows (action_record_id, sequence, server_ingest_id, table_name, row_id, audience_key,
            operation, forward_patches, reverse_patches)
        select $1, $4 + row_number() over (order by last.row_id) - 1, synchrotron.head(), $2, last.row_id, last.audience_key,
            'DELETE', '{}', '{}'
        from (
            select distinct on (m.row_id) m.row_id, m.audience_key, m.operation
            from synchrotron.action_modified_rows m
            join synchrotron.action_records r on r.id = m.action_record_id
            where m.table_name = $3
            order by m.row_id, r.clock_time_ms desc, r.clock_counter desc, r.client_id desc, r.id desc, m.sequence desc) last
        where last.operation <> 'DELETE' and not exists (select from %s as t where %s = last.row_id)
        $sql$, relation, synchrotron.row_id_expression(relation, 't'))
$$;

-- select synchrotron.adopt('todos')  tracks a table that has rows. They become part of the history's beginning: a record of the server's
-- own inserts them before all other records. Returns how many rows these are.
create function synchrotron.adopt(table_name text) returns bigint
language plpgsql
as $$
declare
    to_adopt pg_catalog.regclass := coalesce(
        pg_catalog.to_regclass(pg_catalog.quote_ident(table_name)), pg_catalog.to_regclass(table_name));
    adopted bigint;
begin
    if to_adopt is null then
        perform synchrotron.refuse('SY005', pg_catalog.format('table %s cannot be tracked: it does not exist', table_name),
            'Create it first, or name its schema.');
    end if;
    if exists (select from synchrotron.tracked_tables t where t.relation = to_adopt) then
        perform synchrotron.refuse('SY005', pg_catalog.format('table %s is tracked already', table_name),
            'Rows are adopted once, when the tracking of their table begins.');
    end if;
    perform synchrotron.lock_log();
    execute pg_catalog.format('lock table %s in access exclusive mode', to_adopt);
    perform pg_catalog.set_config('synchrotron.adopted_table', to_adopt::pg_catalog.oid::pg_catalog.text, true);
    perform synchrotron.check_rows(to_adopt);
    perform synchrotron.track_relation(to_adopt);
    perform synchrotron.recommend_audiences(to_adopt);
    adopted := synchrotron.log_rows(to_adopt);
    perform pg_catalog.set_config('synchrotron.adopted_table', '', true);
    return adopted;
end
$$;

-- Brings the rows into the form that capture would have given them, and refuses values that are not portable. The table is not tracked yet.
create function synchrotron.check_rows(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    each record;
    bad text;
begin
    perform synchrotron.check_table_key(relation), synchrotron.check_audience_key(relation), synchrotron.check_column_types(relation);
    for each in select * from synchrotron.tracked_columns(relation) loop
        if each.stored is not null then
            execute format('update %1$s as t set %2$I = %3$s where (%3$s)::text is distinct from t.%2$I::text',
                relation, each.name, format(each.stored, synchrotron.column_of('t', each.name)));
        end if;
        if each.refused is not null then
            execute format('select left(t.id::text, 40) from %s as t where %s limit 1',
                relation, format(each.refused, synchrotron.column_of('t', each.name))) into bad;
            if bad is not null then
                perform synchrotron.refuse_table(relation,
                    format('the value of column %I of row %s is not portable: %s', each.name, bad, each.reason), 'Change the value first.');
            end if;
        end if;
    end loop;
    execute format('select left(t.id::text, 40) from %s as t where octet_length(t.id::text) > 1000 or octet_length(t.audience_key) > 1000
        limit 1', relation) into bad;
    if bad is not null then
        perform synchrotron.refuse_table(relation, format('the id or the audience of row %s has more than 1,000 bytes', bad),
            'Give the row another id or audience first.');
    end if;
end
$$;

-- Logs the rows of a table that was not tracked until now. The record comes before all others and never runs again, so it has no footprint
-- and nothing to undo.
create function synchrotron.log_rows(relation regclass) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set extra_float_digits = 1
as $$
declare
    record_id uuid := gen_random_uuid();
    name text := (select c.relname from pg_class c where c.oid = relation);
    counter bigint;
    audiences text[];
    written bigint;
begin
    execute format('select array_agg(distinct t.audience_key::text) from %s as t', relation) into audiences;
    if audiences is null then
        return 0;
    end if;
    select coalesce(max(r.clock_counter), 0) + 1 into counter from synchrotron.action_records r where r.clock_time_ms = 0;
    perform synchrotron.add_server_record(record_id, '_InternalAdoption', jsonb_build_object('reason', name), 0, counter, synchrotron.audience_set(audiences));
    execute format($sql$
        insert into synchrotron.action_modified_rows (action_record_id, sequence, server_ingest_id, table_name, row_id, audience_key,
            operation, forward_patches, reverse_patches)
        select $1, row_number() over (order by t.id) - 1, synchrotron_head, $2, %s, t.audience_key, 'INSERT', %s, '{}'
        from %s as t cross join (select synchrotron.head()) as log (synchrotron_head)
        $sql$, synchrotron.row_id_expression(relation, 't'), synchrotron.image_expression(relation, 't'), relation)
        using record_id, name;
    get diagnostics written = row_count;
    return written;
end
$$;

-- As before (V013). A table that is being adopted may have rows.
create or replace function synchrotron.check_table_is_new(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    other regclass;
    filled boolean;
begin
    if exists (select from synchrotron.tracked_tables t where t.relation = $1) then
        return;
    end if;
    select t.relation into other
    from synchrotron.tracked_tables t
    join pg_class mine on mine.oid = $1 and mine.relname = t.table_name
    join pg_class theirs on theirs.oid = t.relation;
    if other is not null then
        perform synchrotron.refuse_table(relation, format('table %s of the same name is tracked already', other),
            'The log names a table without its schema: rename one of them.');
    end if;
    if current_setting('synchrotron.adopted_table', true) = relation::oid::text then
        return;
    end if;
    execute format('select exists (select from %s)', relation) into filled;
    if filled then
        perform synchrotron.refuse_table(relation, 'it has rows that no action wrote',
            format('Make them the beginning of the history by select synchrotron.adopt(%L); or track the table while it is empty, and write '
                'its rows in actions.', relation::text));
    end if;
end
$$;

revoke execute on function
    synchrotron.add_server_record(uuid, text, jsonb, bigint, bigint, bigint),
    synchrotron.refuse_open_migration(),
    synchrotron.begin_migration(text),
    synchrotron.end_migration(),
    synchrotron.log_migration(uuid, text),
    synchrotron.allow_migrations(regclass),
    synchrotron.next_clock(),
    synchrotron.tell_reuse(regclass, text),
    synchrotron.told_values_source(regclass, text[]),
    synchrotron.told_gone_source(regclass),
    synchrotron.adopt(text),
    synchrotron.check_rows(regclass),
    synchrotron.log_rows(regclass)
from public;

do $$
begin
    perform synchrotron.allow_migrations(t.relation) from synchrotron.tracked_tables t
    where exists (select from pg_class c where c.oid = t.relation);
end
$$;

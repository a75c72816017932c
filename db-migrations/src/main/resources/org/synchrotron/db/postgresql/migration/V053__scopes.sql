-- A scope is what the server opens for a block of work: the role, the user, the sets of audiences and the record of the transaction, which are
-- settings. Any SQL can change settings. So the server proves that they are its own: it knows a key, and open_scope() leaves in the setting
-- synchrotron.proof what only the owner can compute from the settings. What reads the settings verifies it.
--   SY015  a setting of the scope was changed by something else than the server
--   SY016  the key is not the server's

-- The key is derived from the password of the server's login; here is its digest. At first it belongs to no key. No role may read it.
create table synchrotron.scope_key (
    only_row boolean primary key default true check (only_row),
    digest bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
);

comment on table synchrotron.scope_key is 'The digest of the key with which servers open scopes. Not for any role but the owner.';

insert into synchrotron.scope_key default values;

-- What a session last got from these sequences belongs to the session, survives rollbacks, and only the owner can change it.
-- The number of the run, also counted up when a change of a scope is found: so the proof of a run is worth nothing after the run, and none is after that.
create sequence synchrotron.scope_runs cache 1000;

-- The secret of the outermost scope: random, unknown to all SQL but the owner's.
create unlogged sequence synchrotron.scope_secret;

create function synchrotron.new_scope_secret() returns void
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select setval('synchrotron.scope_secret',
        ('x' || left(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 16))::bit(64)::bigint & 9223372036854775807 | 1)
$$;

-- The proof of the settings as they are. No action sees the engine's, so it is the secret itself. That of others is a digest: an action sees its own. It is
-- computed for each row that is written, so it sets no search path: only functions that have one may call it. A transaction that only reads cannot have a secret, and takes the key's digest for one. The user comes last, because it may hold any character.
create function synchrotron.scope_proof() returns text
language plpgsql volatile
as $$
declare
    secret bytea;
begin
    if current_setting('transaction_read_only') = 'on' then
        select k.digest || int4send(pg_backend_pid()) || timestamptz_send(now()) into secret from synchrotron.scope_key k;
    end if;
    begin
        if secret is null and current_setting('role') = 'synchrotron_engine' then
            return 's' || currval('synchrotron.scope_secret');
        end if;
        return encode(sha256(coalesce(secret, int8send(currval('synchrotron.scope_secret')))
            || int8send(case when current_setting('synchrotron.record_id', true) <> '' then currval('synchrotron.scope_runs') else 0 end)
            || convert_to(concat_ws(e'\n', current_setting('role'), current_setting('synchrotron.grant_id', true),
                current_setting('synchrotron.write_grant_id', true), current_setting('synchrotron.record_id', true),
                current_setting('synchrotron.capture_mode', true), current_setting('request.jwt.claim.sub', true),
                current_setting('synchrotron.user_id', true)), 'UTF8')), 'hex');
    exception when object_not_in_prerequisite_state then
        perform synchrotron.refuse_scope();
    end;
end
$$;

create function synchrotron.refuse_scope() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('transaction_read_only') = 'off' then
        perform nextval('synchrotron.scope_runs');
    end if;
    perform synchrotron.refuse('SY015', 'the role, the user, the audiences or the record of the transaction is not what the server set',
        'Leave the settings of the transaction and the session alone; use the server''s API to work for a user.');
end
$$;

-- Refuses to go on if the scope is not as the server has opened it.
create function synchrotron.verify_scope() returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('synchrotron.proof', true) is distinct from synchrotron.scope_proof() then
        perform synchrotron.refuse_scope();
    end if;
end
$$;

-- Whether the engine's role is the server's work. A policy asks it once in each statement, and whether the answer is null: PostgreSQL takes that for
-- no reason to expect fewer rows, so plans stay as they are without the policy.
create function synchrotron.engine_scope() returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('role') <> 'synchrotron_engine' or current_setting('synchrotron.proof', true) is distinct from synchrotron.scope_proof() then
        perform synchrotron.refuse_scope();
    end if;
    return true;
end
$$;

create function synchrotron.check_scope_key(key text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from synchrotron.scope_key k where k.digest = sha256(convert_to(key, 'UTF8'))) then
        return;
    end if;
    perform pg_sleep(0.2);
    if current_setting('synchrotron.record_id', true) <> '' then
        perform synchrotron.refuse_scope();
    end if;
    perform synchrotron.refuse('SY016', 'the key of the server is not the one that this database knows',
        'Run the migration command with the password of the server''s login as --login-password.');
end
$$;

-- Opens a scope with the settings as they are. Within the engine's scope it asks for no key: nobody else has its proof. A lasting one is for a
-- connection that has only one scope.
create function synchrotron.open_scope(key text, lasting boolean default false) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    outer_proof text := coalesce(current_setting('synchrotron.proof', true), '');
begin
    if not starts_with(outer_proof, 's') or outer_proof <> 's' || currval('synchrotron.scope_secret') then
        perform synchrotron.check_scope_key(key);
        if outer_proof = '' and current_setting('transaction_read_only') = 'off' then
            perform synchrotron.new_scope_secret();
        end if;
    end if;
    if current_setting('synchrotron.record_id', true) <> '' then
        perform nextval('synchrotron.scope_runs');
    end if;
    perform set_config('synchrotron.proof', synchrotron.scope_proof(), not lasting);
end
$$;

-- Proves the engine's scope again if SQL of a run has made the session forget its sequences.
create function synchrotron.recover_scope(key text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform currval('synchrotron.scope_secret');
exception when object_not_in_prerequisite_state then
    perform synchrotron.check_scope_key(key), synchrotron.new_scope_secret();
    perform set_config('synchrotron.proof', synchrotron.scope_proof(), true);
end
$$;

-- Ends the scope of a run: it must be as the server has opened it, and leave nothing in the session for whoever uses the connection next. A
-- temporary table would hide another table, and a holdable cursor has rows.
create function synchrotron.close_run() returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.verify_scope();
    if exists (select from pg_cursors c where c.is_holdable) or pg_my_temp_schema() <> 0 and exists (
        select from pg_class c where c.relnamespace = pg_my_temp_schema() and c.relowner = to_regrole(quote_ident(current_setting('role')))) then
        perform synchrotron.refuse_scope();
    end if;
end
$$;

-- Whether nobody works here, as outside of all scopes: nobody sees nothing, so there is nothing to verify.
create function synchrotron.is_nobody() returns boolean
language sql stable
as $$
    select coalesce(current_setting('synchrotron.user_id', true), '') = '' and coalesce(current_setting('synchrotron.grant_id', true), '') = ''
$$;

-- The user of the scope; null for nobody.
create function synchrotron.my_user() returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if synchrotron.is_nobody() then
        return null;
    end if;
    perform synchrotron.verify_scope();
    return nullif(current_setting('synchrotron.user_id', true), '');
end
$$;

comment on function synchrotron.my_user() is 'The user for whom the server works; null for nobody. Refuses if a setting was changed.';

-- As before (V024), of a verified scope.
create or replace function synchrotron.my_audience_set() returns text[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    running bigint;
begin
    if synchrotron.is_nobody() then
        return '{}';
    end if;
    if current_setting('synchrotron.proof', true) is distinct from synchrotron.scope_proof() then
        perform synchrotron.refuse_scope();
    end if;
    running := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
    if running is not null then
        return (select g.audiences from synchrotron.grants g where g.id = running);
    end if;
    return array(
        select a.audience_key from synchrotron.user_audiences a
        where a.user_id = nullif(current_setting('synchrotron.user_id', true), ''));
end
$$;

-- As before (V024), of a verified scope.
create or replace function synchrotron.is_my_audience(wanted text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    running bigint;
begin
    if synchrotron.is_nobody() then
        return false;
    end if;
    if current_setting('synchrotron.proof', true) is distinct from synchrotron.scope_proof() then
        perform synchrotron.refuse_scope();
    end if;
    running := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
    if running is not null then
        return exists (
            select from synchrotron.grant_audiences g where g.grant_id = running and g.audience_key = wanted);
    end if;
    return exists (
        select from synchrotron.user_audiences a
        where a.user_id = nullif(current_setting('synchrotron.user_id', true), '') and a.audience_key = wanted);
end
$$;

-- The check of row level security for a row to insert, or as updated, as before (V027). Capture makes it again in a verified scope.
create or replace function synchrotron.may_write(table_name text, row_id text, audience text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    is_declared boolean := nullif(current_setting('synchrotron.write_grant_id', true), '') is not null;
begin
    if not is_declared and nullif(current_setting('synchrotron.grant_id', true), '') is null then
        return synchrotron.is_my_audience(audience);
    end if;
    if synchrotron.may_write_audience(audience) then
        return true;
    end if;
    if is_declared then
        perform synchrotron.refuse_outside(table_name, row_id, audience);
    end if;
    return false;
end
$$;

create or replace function synchrotron.touch_constraint() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    record_id text := nullif(current_setting('synchrotron.record_id', true), '');
begin
    if current_setting('synchrotron.capture_mode', true) = 'record' and record_id is not null then
        perform synchrotron.verify_scope();
        insert into synchrotron.touched_constraints values (record_id::uuid, tg_argv[0]) on conflict do nothing;
    end if;
    return null;
end
$$;

create or replace function synchrotron.found_audience(kind text) returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    record_id text := nullif(current_setting('synchrotron.record_id', true), '');
    running bigint := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
    token text := kind || ':' || record_id;
begin
    perform synchrotron.verify_scope();
    if record_id is null or running is null then
        perform synchrotron.refuse('SY001', 'an audience is founded only while a record runs',
            'Call foundAudience in an action.');
    end if;
    if not exists (
        select from synchrotron.grant_audiences g where g.grant_id = running and g.audience_key = token) then
        running := synchrotron.audience_set(
            (select g.audiences from synchrotron.grants g where g.id = running) || token);
        perform set_config('synchrotron.grant_id', running::text, true);
        perform set_config('synchrotron.proof', synchrotron.scope_proof(), true);
    end if;
    return running;
end
$$;

create or replace function synchrotron.settle_changes() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    of_record uuid := current_setting('synchrotron.record_id')::uuid;
    unsettled record;
begin
    perform synchrotron.verify_scope();
    for unsettled in
        select c.table_name, c.row_id
        from synchrotron.applied_changes c
        where c.action_record_id = of_record
        group by c.table_name, c.row_id
        having count(*) > 1
    loop
        perform synchrotron.settle_row(of_record, unsettled.table_name, unsettled.row_id);
    end loop;
end
$$;

-- Capture as before (V027), in a verified scope. An expression of the statement may have changed settings and changed them back before this, so what
-- policies and other triggers have decided by settings counts only if it holds here, too.
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
    if mode is null or mode not in ('record', 'undo') or mode = 'record' and coalesce(record_id, '') = '' then
        perform synchrotron.refuse_write(%2$L);
    end if;
    if current_setting('synchrotron.proof', true) is distinct from synchrotron.scope_proof() then
        perform synchrotron.refuse_scope();
    end if;
    if mode = 'undo' then
        return null;
    end if;
    if tg_op = 'INSERT' then
        row_id := %3$s;
        audience := new.audience_key;
        if not synchrotron.may_write_audience(audience) then
            perform synchrotron.refuse_outside(%2$L, row_id, audience);
        end if;
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

-- As before (V042); without capture, in a verified scope.
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
        perform synchrotron.verify_scope();
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

-- The policies of a tracked table, as before (V027), and the engine must be the server.
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
    execute format('drop policy if exists synchrotron_scope on %s', relation);
    execute format('create policy synchrotron_scope on %s as restrictive to synchrotron_engine using ((select synchrotron.engine_scope()) is not null)',
        relation);
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

-- As before (V041), and the policy of the engine's scope.
create or replace function synchrotron.check_policies(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    policy record;
begin
    for policy in
        select p.polname, p.polpermissive, synchrotron.policy_applies(p.polroles, true) as to_engine,
            coalesce(synchrotron.policy_objection(p.oid, relation, p.polqual),
                synchrotron.policy_objection(p.oid, relation, p.polwithcheck)) as objection
        from pg_policy p
        where p.polrelid = relation
          and p.polname not in ('synchrotron_engine', 'synchrotron_owner', 'synchrotron_audience', 'synchrotron_scope')
          and (synchrotron.policy_applies(p.polroles, false) or synchrotron.policy_applies(p.polroles, true))
        order by p.polname
    loop
        if policy.to_engine then
            perform synchrotron.refuse_table(relation,
                format('policy %I also applies to the role synchrotron_engine, which must see all rows to apply and undo changes',
                    policy.polname),
                format('Name the roles of your users: alter policy %I on %s to synchrotron_user;', policy.polname, relation));
        elsif policy.polpermissive then
            perform synchrotron.refuse_table(relation,
                format('policy %I is permissive, so it shows a run rows outside its footprint', policy.polname),
                'Create it as restrictive, and give who shall see the rows their audience in synchrotron.user_audiences.');
        elsif policy.objection is not null then
            perform synchrotron.refuse_table(relation, format('policy %I %s', policy.polname, policy.objection),
                'A policy may read audience_key and the settings synchrotron.user_id and request.jwt.claim.sub, and call immutable '
                    'functions and synchrotron.is_my_audience(). What else it reads may change without the runs that it decides about '
                    'being repeated: say it by the audience of the row, or check it in the action.');
        end if;
    end loop;
end
$$;

-- As before (V038), and the policy of the engine's scope.
create or replace function synchrotron.untrack(table_name text) returns void
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
    execute format('drop policy if exists synchrotron_scope on %s', relation);
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

create or replace function synchrotron.begin_migration(reason text) returns void
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
    perform synchrotron.new_scope_secret(), nextval('synchrotron.scope_runs');
    perform set_config('synchrotron.proof', synchrotron.scope_proof(), true);
end
$$;

create or replace function synchrotron.end_migration() returns bigint
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
        set_config('synchrotron.capture_mode', '', true), set_config('synchrotron.proof', '', true);
    select count(*) into written from synchrotron.applied_changes c where c.action_record_id = migration.record_id;
    perform synchrotron.log_migration(migration.record_id, migration.reason);
    delete from synchrotron.touched_constraints t where t.action_record_id = migration.record_id;
    delete from synchrotron.open_migrations;
    return written;
end
$$;

-- The tables that only the engine uses, and the log: the engine must be the server.
create function synchrotron.guard_engine_tables() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    guarded record;
begin
    for guarded in
        select c.oid::regclass as relation, c.relrowsecurity as is_secured
        from pg_class c
        where c.relnamespace = 'synchrotron'::regnamespace and c.relkind = 'r'
          and has_table_privilege('synchrotron_engine', c.oid, 'select')
          and (c.relrowsecurity or not has_table_privilege('synchrotron_user', c.oid, 'select'))
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'scope')
    loop
        if not guarded.is_secured then
            execute format('alter table %s enable row level security', guarded.relation);
            execute format('create policy engine on %s to synchrotron_engine using (true)', guarded.relation);
        end if;
        execute format('create policy scope on %s as restrictive to synchrotron_engine using ((select synchrotron.engine_scope()) is not null)',
            guarded.relation);
    end loop;
end
$$;

select synchrotron.guard_engine_tables();

-- What users see of the log by their name, as before (V008, V020), of a verified scope.
alter policy author on synchrotron.action_records using (user_id = (select synchrotron.my_user()));
alter policy record on synchrotron.outcome_changes
    using (user_id = (select synchrotron.my_user())
        or exists (
            select from synchrotron.action_modified_rows
            where action_modified_rows.action_record_id = outcome_changes.record_id
            offset 0));

-- The engine reads the audiences of users by this view, which is the application's view in the server's scope.
create view synchrotron.memberships with (security_barrier) as
    select a.user_id, a.audience_key from synchrotron.user_audiences a where (select synchrotron.engine_scope()) is not null;

revoke select on synchrotron.user_audiences from synchrotron_engine;
grant select on synchrotron.memberships to synchrotron_engine;

create or replace function synchrotron.present_grant(of_user text) returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.audience_set(
        array(select a.audience_key::text from synchrotron.memberships a where a.user_id = of_user))
$$;

create or replace function synchrotron.audience_hashes(users text[]) returns table (user_id text, hash text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select u.id, md5(coalesce(string_agg(a.audience_key, e'\x1f' order by a.audience_key collate "C"), ''))
    from unnest(users) as u (id)
    left join (
        select distinct v.user_id, v.audience_key from synchrotron.memberships v where v.user_id = any (users)
    ) a on a.user_id = u.id
    group by u.id
$$;

-- The login opens scopes; whoever has no key may call it in vain.
grant usage on schema synchrotron to public;

revoke execute on function
    synchrotron.new_scope_secret(),
    synchrotron.scope_proof(),
    synchrotron.check_scope_key(text),
    synchrotron.refuse_scope(),
    synchrotron.guard_engine_tables(),
    synchrotron.may_write_audience(text)
from public;

do $$
declare
    tracked record;
begin
    for tracked in select t.relation, t.table_name from synchrotron.tracked_tables t loop
        execute synchrotron.capture_source(tracked.relation, tracked.table_name);
        execute synchrotron.row_audience_source(tracked.relation, tracked.table_name);
        perform synchrotron.secure_table(tracked.relation, tracked.table_name);
    end loop;
end
$$;

-- The role of backups. It reads all rows of the database, and writes nothing. The administrator grants it to a login that dumps the database
-- (pg_dump --enable-row-security). Policies show it the rows: a role that bypasses row level security would need a superuser.
--   42501  a backup would lack rows, because a policy hides them
do $$
begin
    if not exists (select from pg_roles where rolname = 'synchrotron_backup') then
        create role synchrotron_backup nologin;
    end if;
end
$$;

-- Lets backups read what this role owns: all tables and what their sequences have given, also those of the application that are not tracked. A sequence
-- that is not logged stays out: a crash empties it anyway, and the secret of the scopes is in one.
create function synchrotron.open_to_backups() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    kept record;
begin
    for kept in
        select c.oid::regclass as relation, case c.relkind when 'S' then 'sequence' else 'table' end as kind, c.relrowsecurity as is_secured,
            n.nspname as namespace, pg_has_role(n.nspowner, 'usage') as owns_namespace
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where (c.relkind in ('r', 'p') or c.relkind = 'S' and c.relpersistence <> 'u')
          and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and pg_has_role(c.relowner, 'usage')
    loop
        if kept.owns_namespace and not has_schema_privilege('synchrotron_backup', kept.namespace, 'usage') then
            execute format('grant usage on schema %I to synchrotron_backup', kept.namespace);
        end if;
        if not has_table_privilege('synchrotron_backup', kept.relation, 'select') then
            execute format('grant select on %s %s to synchrotron_backup', kept.kind, kept.relation);
        end if;
        if kept.is_secured and not exists (
            select from pg_policy p where p.polrelid = kept.relation and p.polname = 'synchrotron_backup') then
            execute format('create policy synchrotron_backup on %s for select to synchrotron_backup using (true)', kept.relation);
        end if;
    end loop;
end
$$;

-- What the dump of this user would lack, a sentence each.
create function synchrotron.missing_in_backups() returns table (reason text, remedy text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select format('a backup would lack rows of table %s: no policy shows them', c.oid::regclass),
        'As the owner of the table: select synchrotron.refresh_tracking();'
    from pg_class c
    where c.relrowsecurity and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = 'synchrotron_backup')
    union all
    select format('a backup would lack rows of table %s: its policy %I hides them', c.oid::regclass, p.polname),
        format('Name the roles of your users: alter policy %I on %s to synchrotron_user;', p.polname, c.oid::regclass)
    from pg_class c
    join pg_policy p on p.polrelid = c.oid
    where c.relrowsecurity and not p.polpermissive and p.polcmd in ('*', 'r') and p.polname <> 'backup_is_complete'
      and exists (select from unnest(p.polroles) r where r = 0 or pg_has_role(current_user, r, 'usage'))
$$;

create function synchrotron.is_backup_complete() returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    lacking record;
begin
    select * into lacking from synchrotron.missing_in_backups() limit 1;
    if lacking.reason is not null then
        raise exception using errcode = '42501', message = lacking.reason, hint = lacking.remedy;
    end if;
    return true;
end
$$;

-- So no dump ends well that lacks rows: this table always has its row. The policy hides nothing, it fails instead.
create policy backup_is_complete on synchrotron.cursor_key as restrictive for select to synchrotron_backup
    using ((select synchrotron.is_backup_complete()));

-- As before (V048). It is called when a table was tracked and at the end of every migration: what is new is opened to backups, too.
create or replace function synchrotron.copy_policies() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    different record;
begin
    for different in select * from synchrotron.policy_differences() loop
        if different.is_there then
            execute format('drop policy %I on synchrotron.action_modified_rows', different.copy);
        end if;
        if different.condition is not null then
            execute format('create policy %I on synchrotron.action_modified_rows as restrictive for select to %s
                using (table_name <> %L or (%s))',
                different.copy, different.roles, different.table_name, different.condition);
            execute format('comment on policy %I on synchrotron.action_modified_rows is %L', different.copy,
                concat_ws(E'\n', different.table_name, different.roles, different.condition));
        end if;
    end loop;
    perform synchrotron.open_to_backups();
end
$$;

-- As before (V053), and the policy of backups.
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
    execute format('drop policy if exists synchrotron_backup on %s', relation);
    if not exists (select from pg_policy p where p.polrelid = relation) then
        execute format('alter table %s no force row level security, disable row level security', relation);
    end if;
    execute format('revoke all on %s from synchrotron_engine, synchrotron_user', relation);
    perform synchrotron.retire_table(table_name);
    perform synchrotron.check_references(t.relation) from synchrotron.tracked_tables t;
end
$$;

-- As before (V049): no role of the server may read what backups read.
create or replace function synchrotron.unsafe(roles text[]) returns setof text
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select format('the role %I %s. alter role %1$I %3$s;', r.rolname, found.reason, found.remedy)
    from pg_roles r
    cross join lateral (values
        (r.rolsuper, 'is a superuser, for whom row level security does not hold', 'nosuperuser'),
        (r.rolbypassrls, 'bypasses row level security', 'nobypassrls'),
        (r.rolname = session_user and r.rolinherit and not r.rolsuper,
            'inherits the rights of its roles, so work that sets no role is not refused', 'noinherit')
    ) as found (is_unsafe, reason, remedy)
    where found.is_unsafe and r.rolname in (select session_user union select 'synchrotron_engine' union select unnest(roles))
    union all
    select format('the role %I may act as %I, the owner of table %s, who may turn row level security off. revoke %2$I from %1$I;',
        used.name, pg_get_userbyid(c.relowner), c.oid::regclass)
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    cross join (select session_user union select unnest(roles)) as used (name)
    join pg_roles r on r.rolname = used.name and not r.rolsuper
    where pg_has_role(r.oid, c.relowner, 'member')
    union all
    select format('the role %I may act as synchrotron_backup, which reads all rows. revoke synchrotron_backup from %1$I;', r.rolname)
    from pg_roles r
    where r.rolname in (select session_user union select 'synchrotron_engine' union select unnest(roles))
      and not r.rolsuper and pg_has_role(r.oid, 'synchrotron_backup', 'member')
    union all
    select format('table %s: row level security is not %s. alter table %1$s enable row level security, force row level security;',
        c.oid::regclass, case when c.relrowsecurity then 'forced' else 'enabled' end)
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    where not c.relrowsecurity or not c.relforcerowsecurity
    union all
    select objection
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    cross join synchrotron.table_objection(t.relation) as objection
    where objection is not null
    union all
    select format('%s does not hold for the log. select synchrotron.refresh_tracking();', d.source)
    from synchrotron.policy_differences() d
    where d.source is not null
$$;

revoke execute on function synchrotron.open_to_backups(), synchrotron.missing_in_backups(), synchrotron.is_backup_complete() from public;
grant execute on function synchrotron.missing_in_backups(), synchrotron.is_backup_complete() to synchrotron_backup;

select synchrotron.open_to_backups();

-- Servers are notified when a table changes from which the view user_audiences reads, so that they compare the audiences of connected users.
-- The notification has no payload: PostgreSQL sends equal ones of a transaction once, at its commit.
create function synchrotron.notify_memberships() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('synchrotron_memberships', '');
    return null;
end
$$;

-- The tables that user_audiences reads, also through views and partitions. What a function or a foreign server reads is not among them.
create function synchrotron.membership_tables() returns setof regclass
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive sources (relation) as (
        select 'synchrotron.user_audiences'::regclass::oid
        union
        select next.relation
        from sources s
        cross join lateral (
            select d.refobjid
            from pg_rewrite r
            join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
            where r.ev_class = s.relation and r.rulename = '_RETURN'
            union
            select i.inhrelid from pg_inherits i where i.inhparent = s.relation
        ) next (relation)
    )
    select c.oid::regclass from sources s join pg_class c on c.oid = s.relation
    where c.relkind in ('r', 'p') and c.relnamespace <> 'pg_catalog'::regnamespace
    order by c.oid
$$;

create function synchrotron.watch_table(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    owner name;
begin
    execute format('create trigger synchrotron_memberships after insert or update or delete or truncate on %s
        for each statement execute function synchrotron.notify_memberships()', relation);
exception when insufficient_privilege then
    select pg_get_userbyid(relowner) into owner from pg_class where oid = relation;
    perform synchrotron.refuse('SY005',
        format('table %s, from which synchrotron.user_audiences reads, cannot be watched: %s is not its owner', relation, current_user),
        format('Run the migration command as a superuser or as a member of %s, the owner.', owner));
end
$$;

create function synchrotron.unwatch_table(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('drop trigger synchrotron_memberships on %s', relation);
exception when insufficient_privilege then
    -- One notification too many costs a comparison.
    raise notice 'the trigger synchrotron_memberships on table % stays: % is not its owner', relation, current_user;
end
$$;

-- Installs a trigger on each table from which user_audiences reads, and removes it from the others. The migration command calls it
-- after the application's migrations. It may be called again and again, and locks only tables whose trigger it changes.
create function synchrotron.watch_memberships() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    relation regclass;
begin
    for relation in
        select t.tgrelid::regclass from pg_trigger t
        where t.tgname = 'synchrotron_memberships' and not t.tgisinternal and t.tgparentid = 0
            and t.tgrelid not in (select m from synchrotron.membership_tables() m)
    loop
        perform synchrotron.unwatch_table(relation);
    end loop;
    for relation in
        select m from synchrotron.membership_tables() m
        where not exists (
            select from pg_trigger t where t.tgname = 'synchrotron_memberships' and t.tgrelid = m)
    loop
        perform synchrotron.watch_table(relation);
    end loop;
end
$$;

-- A hash of the audiences of each of these users, also of users who have none.
create function synchrotron.audience_hashes(users text[]) returns table (user_id text, hash text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select u.id, md5(coalesce(string_agg(a.audience_key, e'\x1f' order by a.audience_key collate "C"), ''))
    from unnest(users) as u (id)
    left join (
        select distinct v.user_id, v.audience_key from synchrotron.user_audiences v where v.user_id = any (users)
    ) a on a.user_id = u.id
    group by u.id
$$;

revoke execute on function
    synchrotron.notify_memberships(),
    synchrotron.membership_tables(),
    synchrotron.watch_table(regclass),
    synchrotron.unwatch_table(regclass),
    synchrotron.watch_memberships(),
    synchrotron.audience_hashes(text[])
from public;
grant execute on function synchrotron.audience_hashes(text[]) to synchrotron_engine;

-- Changed memberships are noticed while clients are connected: the tables that the view user_audiences reads notify a channel. The
-- notification says nothing; each node then compares the audiences of the users who have open sessions.

-- The tables that the view reads, through other views, with their partitions. What functions and foreign tables read is not known.
create function synchrotron.membership_tables() returns setof regclass
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive sources (relation) as (
        select 'synchrotron.user_audiences'::regclass::oid
        union
        select next.relation
        from sources s, lateral (
            select d.refobjid as relation
            from pg_rewrite w
            join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
            where w.ev_class = s.relation
            union all
            select i.inhrelid from pg_inherits i where i.inhparent = s.relation
        ) as next
    )
    select s.relation::regclass from sources s join pg_class c on c.oid = s.relation where c.relkind in ('r', 'p')
$$;

-- PostgreSQL folds equal notifications of a transaction into one, and sends it with the commit.
create function synchrotron.notify_memberships() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('synchrotron_memberships', '');
    return null;
end
$$;

-- select synchrotron.watch_memberships()  installs the triggers, and removes them from tables that the view reads no more. The migration
-- command calls it after the application's migrations. Call it yourself if the view is replaced in another way.
create function synchrotron.watch_memberships() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    relation regclass;
begin
    for relation in
        select t.tgrelid::regclass from pg_trigger t
        where t.tgname = 'synchrotron_memberships' and t.tgrelid not in (select m from synchrotron.membership_tables() m)
    loop
        execute format('drop trigger synchrotron_memberships on %s', relation);
    end loop;
    for relation in
        select m from synchrotron.membership_tables() m
        where not exists (select from pg_trigger t where t.tgname = 'synchrotron_memberships' and t.tgrelid = m)
    loop
        begin
            execute format('create trigger synchrotron_memberships after insert or update or delete or truncate on %s
                for each statement execute function synchrotron.notify_memberships()', relation);
        exception when insufficient_privilege then
            raise warning 'changes of table %, which synchrotron.user_audiences reads, are noticed only after a minute: only its owner may create a trigger on it',
                relation using hint = 'Call synchrotron.watch_memberships() as the owner of the table, or of a role that has its rights.';
        end;
    end loop;
end
$$;

revoke execute on function
    synchrotron.membership_tables(),
    synchrotron.notify_memberships(),
    synchrotron.watch_memberships()
from public;
grant execute on function synchrotron.notify_memberships() to public;

-- What the audiences of each of these users come to: equal values, equal audiences. For the engine.
create function synchrotron.audience_digests(users text[])
returns table (user_id text, digest text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select u.user_id, md5(coalesce(string_agg(a.audience_key, chr(10) order by a.audience_key collate "C"), ''))
    from unnest(users) as u (user_id)
    left join (select distinct v.user_id, v.audience_key from synchrotron.user_audiences v where v.user_id = any (users)) a
        on a.user_id = u.user_id
    group by u.user_id
$$;

revoke execute on function synchrotron.audience_digests(text[]) from public;
grant execute on function synchrotron.audience_digests(text[]) to synchrotron_engine;

select synchrotron.watch_memberships();

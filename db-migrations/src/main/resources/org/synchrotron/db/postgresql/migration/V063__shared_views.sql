-- Many users who may see a new record are sent it at the same time. The server reads new records once for all who see the same of them.

-- What decides what these users see of the records after a place: which audiences of the records' row changes they have, and how many of the records are
-- their own. No users where something else decides, too: policies that are not the engine's, or records of the engine, which name other records.
-- No users either where there are more new records than so many.
create function synchrotron.shared_views(users text[], after bigint, most bigint)
returns table (user_id text, audiences text[], visible text[], own bigint)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if synchrotron.head() > after + most
        or exists (
            select from synchrotron.action_records r where r.server_ingest_id > after and starts_with(r._tag, '_Internal'))
        or exists (
            select from pg_policy p
            where p.polrelid in ('synchrotron.action_records'::regclass, 'synchrotron.action_modified_rows'::regclass, 'synchrotron.outcome_changes'::regclass)
                and p.polname not in ('engine', 'scope', 'author', 'audience', 'record', 'turn', 'synchrotron_backup')) then
        return;
    end if;
    return query
        with news as materialized (
            select r.id, r.user_id from synchrotron.action_records r where r.server_ingest_id > after
        ), changed as materialized (
            select distinct m.audience_key from news n join synchrotron.action_modified_rows m on m.action_record_id = n.id
        )
        select u.id, mine.audiences,
            array(select c.audience_key from changed c where c.audience_key = any (mine.audiences)),
            (select count(*) from news n where n.user_id = u.id)
        from unnest(users) as u (id)
        cross join lateral (
            select array(select distinct m.audience_key from synchrotron.memberships m where m.user_id = u.id) as audiences) mine;
end
$$;

revoke execute on function synchrotron.shared_views(text[], bigint, bigint) from public;
grant execute on function synchrotron.shared_views(text[], bigint, bigint) to synchrotron_engine;

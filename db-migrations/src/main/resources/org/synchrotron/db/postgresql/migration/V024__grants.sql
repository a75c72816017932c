-- The grant of a record: the audiences that its author had when the server accepted it. Every run of the record sees and writes the
-- rows of these audiences, also after the author has lost some of them (rule 11). Many records share a grant, so each is stored once.
create table synchrotron.grants (
    id bigint generated always as identity primary key,
    digest bytea not null unique,
    audiences text[] not null
);

comment on table synchrotron.grants is 'The sets of audiences under which records run; each set once.';

-- The same sets by row, for the question whether one audience is in a set.
create table synchrotron.grant_audiences (
    grant_id bigint not null references synchrotron.grants,
    audience_key text not null,
    primary key (grant_id, audience_key)
);

grant select, insert on synchrotron.grants, synchrotron.grant_audiences to synchrotron_engine;

-- The grant of the audiences that the user has at present. For the engine.
create function synchrotron.present_grant(of_user text) returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    present text[] := array(
        select distinct a.audience_key collate "C" from synchrotron.user_audiences a
        where a.user_id = of_user and a.audience_key is not null order by 1);
    present_digest bytea := sha256(convert_to(to_json(present)::text, 'UTF8'));
begin
    if not exists (select from synchrotron.grants g where g.digest = present_digest) then
        with added as (
            insert into synchrotron.grants (digest, audiences) values (present_digest, present)
            on conflict (digest) do nothing
            returning id)
        insert into synchrotron.grant_audiences select added.id, each from added, unnest(present) each;
    end if;
    return (select g.id from synchrotron.grants g where g.digest = present_digest);
end
$$;

revoke execute on function synchrotron.present_grant(text) from public;
grant execute on function synchrotron.present_grant(text) to synchrotron_engine;

-- Records that are in the log get the audiences that their authors have now: earlier ones are not known. Corrections by the server
-- never run and have none.
alter table synchrotron.action_records add column grant_id bigint references synchrotron.grants;

with authors as materialized (
    select each.user_id, synchrotron.present_grant(each.user_id) as grant_id
    from (select distinct user_id from synchrotron.action_records where user_id <> 'server') each)
update synchrotron.action_records r set grant_id = authors.grant_id
from authors where authors.user_id = r.user_id;

alter table synchrotron.action_records
    add constraint action_records_grant_check check ((grant_id is null) = (user_id = 'server'));

comment on column synchrotron.action_records.grant_id is
    'The audiences under which the logic of the author runs; null for corrections by the server.';

-- The audiences of this transaction's user. While a record runs, they are those of its grant; otherwise those that the user has at
-- present. Null and '' mean nobody and no grant.
create function synchrotron.my_audience_set() returns text[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    running bigint := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
begin
    if running is not null then
        return (select g.audiences from synchrotron.grants g where g.id = running);
    end if;
    return array(
        select a.audience_key from synchrotron.user_audiences a
        where a.user_id = nullif(current_setting('synchrotron.user_id', true), ''));
end
$$;

-- Whether one audience is among them. It finds it by an index, because a user may have thousands.
create function synchrotron.is_my_audience(wanted text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    running bigint := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
begin
    if running is not null then
        return exists (
            select from synchrotron.grant_audiences g where g.grant_id = running and g.audience_key = wanted);
    end if;
    return exists (
        select from synchrotron.user_audiences a
        where a.user_id = nullif(current_setting('synchrotron.user_id', true), '') and a.audience_key = wanted);
end
$$;

create or replace function synchrotron.my_audiences() returns setof text
language sql stable security definer rows 20
set search_path = pg_catalog, pg_temp
as $$
    select unnest(synchrotron.my_audience_set())
$$;

-- The policies of a tracked table. What is seen is compared with a set, so that an index on audience_key can find the rows; what is
-- written is asked for row by row. The owner may read but not write: the view user_audiences may read a tracked table, and does so with
-- its owner's rights.
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
        with check (synchrotron.is_my_audience(audience_key))', relation);
    execute format('grant select, insert, update, delete on %s to synchrotron_engine, synchrotron_user', relation);
    if not has_schema_privilege('synchrotron_engine', namespace, 'usage')
        or not has_schema_privilege('synchrotron_user', namespace, 'usage') then
        execute format('grant usage on schema %I to synchrotron_engine, synchrotron_user', namespace);
    end if;
end
$$;

select synchrotron.secure_table(relation, table_name) from synchrotron.tracked_tables;

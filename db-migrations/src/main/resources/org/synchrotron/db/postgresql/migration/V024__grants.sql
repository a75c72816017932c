-- The grant of a record: the audiences that its author had when the server accepted it. Every run of the record sees and writes the
-- rows of these audiences, also after the author has lost some of them (rule 11). Many records share a grant, so each is stored once.
create table synchrotron.grants (
    id bigint generated always as identity primary key,
    digest bytea not null unique,
    audiences text[] not null
);

comment on table synchrotron.grants is 'The sets of audiences under which records run; each set once.';

grant select, insert on synchrotron.grants to synchrotron_engine;

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
        insert into synchrotron.grants (digest, audiences) values (present_digest, present) on conflict (digest) do nothing;
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

-- While a record runs, the audiences are those of its grant; otherwise those that the user has at present.
create or replace function synchrotron.my_audiences() returns setof text
language plpgsql stable security definer rows 20
set search_path = pg_catalog, pg_temp
as $$
declare
    running bigint := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
begin
    if running is not null then
        return query select unnest(g.audiences) from synchrotron.grants g where g.id = running;
    else
        return query
            select a.audience_key
            from synchrotron.user_audiences a
            where a.user_id = nullif(current_setting('synchrotron.user_id', true), '');
    end if;
end
$$;

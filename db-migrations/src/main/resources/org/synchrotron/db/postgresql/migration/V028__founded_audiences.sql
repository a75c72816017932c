-- An action may found an audience: a token that holds the id of its record, which nobody can have had before. The token belongs to
-- the grant of the record from then on (rule 11).

-- The grant of these audiences, which may come in any order and more than once. For the engine.
create function synchrotron.grant_of(wanted text[]) returns bigint
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
    present text[] := array(
        select distinct each collate "C" from unnest(wanted) each where each is not null order by 1);
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

create or replace function synchrotron.present_grant(of_user text) returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.grant_of(array(
        select a.audience_key from synchrotron.user_audiences a where a.user_id = of_user))
$$;

-- Founds an audience of this kind for the record that runs, and returns the record's grant with it. The record sees and writes the
-- audience from now on. Any role may call it, because it takes the record's id from the transaction.
create function synchrotron.found_audience(kind text) returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    record_id text := nullif(current_setting('synchrotron.record_id', true), '');
    running bigint := nullif(current_setting('synchrotron.grant_id', true), '')::bigint;
    token text := kind || ':' || record_id;
begin
    if record_id is null or running is null then
        perform synchrotron.refuse('SY001', 'an audience is founded only while a record runs',
            'Call foundAudience in an action.');
    end if;
    if not exists (
        select from synchrotron.grant_audiences g where g.grant_id = running and g.audience_key = token) then
        running := synchrotron.grant_of(
            (select g.audiences from synchrotron.grants g where g.id = running) || token);
        perform set_config('synchrotron.grant_id', running::text, true);
    end if;
    return running;
end
$$;

revoke execute on function synchrotron.grant_of(text[]), synchrotron.found_audience(text) from public;
grant execute on function synchrotron.grant_of(text[]) to synchrotron_engine;
grant execute on function synchrotron.found_audience(text) to synchrotron_engine, synchrotron_user;
grant update (grant_id) on synchrotron.action_records to synchrotron_engine;

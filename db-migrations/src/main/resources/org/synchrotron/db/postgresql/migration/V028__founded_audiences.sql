-- An action may found an audience: a token that holds the id of its record, which nobody can have had before. The token belongs to
-- the grant of the record from then on (rule 11).

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
        running := synchrotron.audience_set(
            (select g.audiences from synchrotron.grants g where g.id = running) || token);
        perform set_config('synchrotron.grant_id', running::text, true);
    end if;
    return running;
end
$$;

revoke execute on function synchrotron.found_audience(text) from public;
grant execute on function synchrotron.found_audience(text) to synchrotron_engine, synchrotron_user;
grant update (grant_id) on synchrotron.action_records to synchrotron_engine;

-- This set with the audiences of the record's further views: what all runs of the record see. For the engine.
create function synchrotron.seen_set(of_record uuid, own bigint) returns bigint
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select case when exists (select from synchrotron.further_views v where v.record_id = of_record)
        then synchrotron.audience_set(array(
            select g.audience_key from synchrotron.grant_audiences g
            where g.grant_id = own
                or g.grant_id in (select v.grant_id from synchrotron.further_views v where v.record_id = of_record)))
        else own end
$$;

revoke execute on function synchrotron.seen_set(uuid, bigint) from public;
grant execute on function synchrotron.seen_set(uuid, bigint) to synchrotron_engine;

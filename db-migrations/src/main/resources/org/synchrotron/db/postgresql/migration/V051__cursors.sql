-- The server signs the cursors that it gives to clients: with a key, and with a fingerprint of the log up to there. So nobody can invent one, and
-- a cursor of records that this database has lost is noticed, also after others have taken their ingest ids.

-- A record's fingerprint is a random value of its own. Ingest ids have no gaps, and a database loses only the end of its log: if the record at a
-- place has the same fingerprint as when the cursor was given, the log up to there is the same. A database that removes old records must keep the
-- fingerprint of the last removed one.
alter table synchrotron.action_records add column fingerprint uuid not null default gen_random_uuid();

comment on column synchrotron.action_records.fingerprint is 'Random. Identifies the log up to this record: a restored database gives the ingest id again.';

create function synchrotron.fingerprint(ingest_id bigint) returns uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select case when ingest_id = 0 then '00000000-0000-0000-0000-000000000000'
        else (select r.fingerprint from synchrotron.action_records r where r.server_ingest_id = ingest_id) end
$$;

comment on function synchrotron.fingerprint(bigint) is 'Identifies the log up to a place, for every role; null if the log does not have the place.';

revoke execute on function synchrotron.fingerprint(bigint) from public;
grant execute on function synchrotron.fingerprint(bigint) to synchrotron_engine, synchrotron_user;

-- All nodes share the key. It belongs to the log: who restores or copies the database has it, too.
create table synchrotron.cursor_key (
    only_row boolean primary key default true check (only_row),
    key bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);

comment on table synchrotron.cursor_key is 'The key with which the server signs cursors. Only the engine reads it, and it is told to nobody.';

insert into synchrotron.cursor_key default values;

grant select on synchrotron.cursor_key to synchrotron_engine;

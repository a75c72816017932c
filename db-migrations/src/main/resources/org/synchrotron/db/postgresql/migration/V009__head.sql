-- The greatest ingest id of the whole log, for every role; 0 if the log is empty.
create function synchrotron.head() returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(max(server_ingest_id), 0) from synchrotron.action_records
$$;

revoke execute on function synchrotron.head() from public;
grant execute on function synchrotron.head() to synchrotron_engine, synchrotron_user;

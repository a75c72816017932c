-- The clients that have said hello. A client id belongs to the first user and file that used it. The server counts its welcomes, and the file
-- says in each hello the number that its last welcome had. So a copy of the file, or one that was restored, is found: it says a number that the
-- file itself has left behind.
create table synchrotron.clients (
    client_id text primary key,
    user_id text not null,
    welcomes bigint not null,
    confirmed bigint not null,
    last_seen timestamptz not null
);

comment on table synchrotron.clients is 'The clients that have said hello.';
comment on column synchrotron.clients.welcomes is 'The number of its latest welcome. The client may not have received it.';
comment on column synchrotron.clients.confirmed is 'The number of the latest welcome of which the client has said that it received it.';

grant select, insert, update on synchrotron.clients to synchrotron_engine;

-- Lets the next file that says hello have the client id: the device has lost its file, and its program gives it a fixed client id.
create function synchrotron.release_client(client_id text) returns boolean
language sql
set search_path = pg_catalog, pg_temp
as $$
    with released as (delete from synchrotron.clients c where c.client_id = $1 returning 1)
    select exists (select from released)
$$;

comment on function synchrotron.release_client(text) is
    'Lets the next file that says hello have the client id. Returns whether a file had it.';

revoke execute on function synchrotron.release_client(text) from public;

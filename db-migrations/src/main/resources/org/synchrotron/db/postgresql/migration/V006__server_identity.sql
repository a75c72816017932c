-- The server epoch: the identity of this database's log. A client that meets another epoch reads the log from the beginning.
create table synchrotron.server_identity (
    only_row boolean primary key default true check (only_row),
    epoch uuid not null default gen_random_uuid()
);

insert into synchrotron.server_identity default values;

grant select on synchrotron.server_identity to synchrotron_engine, synchrotron_user;

-- The application of the simulation; the same tables are in the clients' files.
create table items (
    id text primary key,
    audience_key text not null,
    x bigint not null,
    t text not null,
    tag text
);
select synchrotron.track('items');

create table accounts (
    id text primary key,
    audience_key text not null,
    balance bigint not null
);
select synchrotron.track('accounts');

create table members (user_id text not null, audience_key text not null, primary key (user_id, audience_key));
create or replace view synchrotron.user_audiences (user_id, audience_key) as select user_id, audience_key from members;

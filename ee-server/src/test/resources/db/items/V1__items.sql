-- The application of these tests: counters that some people share.
create table items (
    id text primary key,
    audience_key text not null,
    x integer not null,
    t text,
    due timestamptz,
    price numeric
);
select synchrotron.track('items');

-- What an item is made of; a part may come before its item.
create table parts (
    id text primary key,
    audience_key text not null,
    item_id text not null references items deferrable initially deferred
);
select synchrotron.track('parts');

create table members (user_id text not null, audience_key text not null, primary key (user_id, audience_key));
insert into members values
    ('ann', 'p'), ('ann', 'u:ann'),
    ('bob', 'p'), ('bob', 'u:bob'),
    ('cid', 'p'), ('cid', 'q'), ('cid', 'u:cid');
create or replace view synchrotron.user_audiences (user_id, audience_key) as select user_id, audience_key from members;

-- What is unique among all audiences.
create table badges (
    id text primary key,
    audience_key text not null,
    name text not null unique
);
select synchrotron.track('badges');

-- The application's tables and the audiences of its users.

create table public.files (
    id text primary key,
    audience_key text not null,
    lines integer not null,
    changes integer not null,
    last_author text not null,
    last_commit bigint not null,
    deleted boolean not null
);

create table public.author_tallies (
    id text primary key,
    audience_key text not null,
    commits integer not null,
    lines_added bigint not null,
    lines_deleted bigint not null
);

select synchrotron.track('files');
select synchrotron.track('author_tallies');

-- Not tracked: the administrator fills it, and clients never write it.
create table public.memberships (
    user_id text not null,
    audience_key text not null,
    primary key (user_id, audience_key)
);

create or replace view synchrotron.user_audiences (user_id, audience_key) as
select user_id, audience_key from public.memberships;

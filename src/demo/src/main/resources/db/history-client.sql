-- The tracked tables of db/history on the client.

create table files (
    id text primary key not null,
    audience_key text not null,
    lines integer not null,
    changes integer not null,
    last_author text not null,
    last_commit integer not null,
    deleted boolean not null
);

create table author_tallies (
    id text primary key not null,
    audience_key text not null,
    commits integer not null,
    lines_added integer not null,
    lines_deleted integer not null
);

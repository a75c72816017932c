-- The tracked tables of V1__todos.sql on a client.
create table todos (
    id text primary key not null,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    key text not null,
    text text not null,
    done boolean not null default 0,
    points bigint not null default 0,
    changed_at timestamptz not null
);
create table notes (
    id text primary key not null,
    audience_key text not null,
    text text not null
);
create table memberships (
    id text primary key not null,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    user_id text not null,
    unique (audience_key, project_id, user_id)
);

-- The tracked table on a client.
create table items (
    id text primary key not null,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    text text not null,
    points bigint not null
);

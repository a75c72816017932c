-- The tables of the tests' application.
create table todos (
    id uuid primary key,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    key text not null,
    text text not null,
    done boolean not null default false,
    points bigint not null default 0,
    changed_at timestamptz not null
);
create index todos_audience on todos (audience_key);

-- Notes that only their authors see.
create table notes (
    id uuid primary key,
    audience_key text not null,
    text text not null
);
create index notes_audience on notes (audience_key);

-- The members of projects that an action has founded.
create table memberships (
    id uuid primary key,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    user_id text not null,
    unique (audience_key, project_id, user_id)
);
create index memberships_user on memberships (user_id);

-- Not tracked: the members of all other projects.
create table project_members (
    project_id text not null,
    user_id text not null,
    primary key (user_id, project_id)
);

create or replace view synchrotron.user_audiences (user_id, audience_key) as
    select user_id, 'project:' || project_id from project_members
    union all
    select user_id, audience_key from memberships
    union all
    select distinct user_id, 'user:' || user_id from project_members;

select synchrotron.track('todos');
select synchrotron.track('notes');
select synchrotron.track('memberships');

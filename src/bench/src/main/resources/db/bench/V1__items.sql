-- The tables of the benchmark's application.
create table items (
    id uuid primary key,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    text text not null,
    points bigint not null
);
create index items_audience on items (audience_key);

-- Not tracked: the members of each project.
create table project_members (
    project_id text not null,
    user_id text not null,
    primary key (user_id, project_id)
);

create or replace view synchrotron.user_audiences (user_id, audience_key) as
    select user_id, 'project:' || project_id from project_members;

select synchrotron.track('items');

-- A hundred users with three projects each, whose records fill the logs; a user who is late, with three projects of her own; writers
-- with one project in common, and writers with a project each. The project `shared` is in the grants of some of them; nobody writes there.
insert into project_members (project_id, user_id)
    select 'p' || (user_number * 3 + project), 'u' || user_number
    from generate_series(0, 99) as user_number, generate_series(0, 2) as project
    union all select 'late' || project, 'late' from generate_series(0, 2) as project
    union all select 'team', 'w' || writer from generate_series(0, 15) as writer
    union all select 's' || writer, 's' || writer from generate_series(0, 31) as writer;

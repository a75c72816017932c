-- A template for an application's tables. Copy it to a folder of your own (such as src/main/resources/db/todos), rename it
-- V1__todos.sql, change it, and pass the folder to the migration command: PostgresMigrations ... classpath:db/todos
-- The client needs the same tables with the same columns in SQLite.

-- 1. A synchronized table. It needs
--      id            the primary key; the action creates it (RowIds), never the database;
--      audience_key  determines who may see the row, and never changes. Ordinary, or generated from other columns as here.
--    Column types: text, varchar, char, uuid, date, smallint, integer, bigint, real, double precision, numeric, boolean,
--    timestamptz, bytea, json, jsonb.
create table todos (
    id uuid primary key,
    project_id text not null,
    audience_key text not null generated always as ('project:' || project_id) stored,
    text text not null,
    done boolean not null default false,
    due timestamptz
);

-- Row level security reads audience_key in every statement.
create index todos_audience on todos (audience_key);

-- 2. The members of each project. This table is not tracked: it exists on the server only and is written as usual.
create table project_members (
    project_id text not null,
    user_id text not null,
    primary key (user_id, project_id)
);

-- 3. The audiences that each user may see. Both columns must be text; cast other types.
create or replace view synchrotron.user_audiences (user_id, audience_key) as
    select user_id, 'project:' || project_id from project_members
    union all
    select distinct user_id, 'user:' || user_id from project_members;

-- 4. Track the table while it is empty; a table with rows is adopted, see the template beside this one. This installs capture, row level
--    security and rights. After ALTER TABLE the migration command tracks it again by itself.
select synchrotron.track('todos');

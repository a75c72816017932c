-- A template for the tables of an application. Copy it to a folder of your own (such as src/main/resources/db/todos),
-- rename it V1__todos.sql, change it, and hand the folder to the runner: PostgresMigrations ... classpath:db/todos
-- SQLite needs the same tables with the same columns.

-- 1. A table that is synchronized. It needs
--      id            its primary key, given by the action (RowIds), never by the database;
--      audience_key  who may see the row; never changes. Ordinary, or generated from other columns as here.
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

-- Row level security asks for the audience in every statement.
create index todos_audience on todos (audience_key);

-- 2. Who belongs to which project. A table that is not tracked is ordinary: the server's own, written as usual.
create table project_members (
    project_id text not null,
    user_id text not null,
    primary key (user_id, project_id)
);

-- 3. Who may see which audience. Both columns are text: cast what is not.
create or replace view synchrotron.user_audiences (user_id, audience_key) as
    select user_id, 'project:' || project_id from project_members
    union all
    select distinct user_id, 'user:' || user_id from project_members;

-- 4. Track the table while it is empty: capture, row level security and rights. Again after ALTER TABLE (the runner does
--    so by itself). Triggers of your own on a tracked table also fire when rows are undone and written back, so they must not write.
select synchrotron.track('todos');

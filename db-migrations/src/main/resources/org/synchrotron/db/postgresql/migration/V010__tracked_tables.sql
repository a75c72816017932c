-- Which tables are tracked. The log names a table by its plain name, so a name is tracked in one schema only.
create table synchrotron.tracked_tables (
    table_name text primary key,
    relation regclass not null unique,
    column_names text[] not null,
    shape text not null
);

comment on column synchrotron.tracked_tables.column_names is 'The columns that a patch may name.';
comment on column synchrotron.tracked_tables.shape is 'The columns as they were when the table was tracked last.';

grant select on synchrotron.tracked_tables to synchrotron_engine, synchrotron_user;

-- The name of a function that is made for one table; a name that would be cut off is replaced by its hash.
-- Without a search path of its own, so that PostgreSQL can inline it: undo and apply ask for every run of rows.
create function synchrotron.function_name(purpose text, table_name text) returns text
language sql immutable
as $$
    select case
        when octet_length(purpose || '_' || table_name) < 64 then purpose || '_' || table_name
        else purpose || '_' || md5(table_name)
    end
$$;

revoke execute on function synchrotron.function_name(text, text) from public;
grant execute on function synchrotron.function_name(text, text) to synchrotron_engine, synchrotron_user;

-- The tracked tables. The log contains a table's name without its schema, so only one schema may have a tracked table of a name.
create table synchrotron.tracked_tables (
    table_name text primary key,
    relation regclass not null unique,
    column_names text[] not null,
    shape text not null
);

comment on column synchrotron.tracked_tables.column_names is 'The columns that a patch may contain.';
comment on column synchrotron.tracked_tables.shape is 'The columns when the table was last tracked.';

grant select on synchrotron.tracked_tables to synchrotron_engine, synchrotron_user;

-- The name of a function that is generated for one table. If the name would be too long, the hash of the table's name replaces
-- it. Undo and apply call this function for each run of rows. It sets no search path, so that PostgreSQL can inline it.
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

-- Refusals. The sync schema raises its refusals here or with one of these SQLSTATEs. No other software uses their class SY.
--   SY001  a statement writes a tracked table outside an action
--   SY002  a statement changes the id of a tracked row
--   SY003  a statement changes the audience_key of a tracked row
--   SY004  a value is not portable between PostgreSQL and SQLite
--   SY005  a table cannot be tracked
--   SY006  a row change names an unknown table, column or operation, or has the wrong shape
--   SY007  undo does not find a row as this database left it
--   SY008  a statement truncates a tracked table
--   SY009  a role of the sync engine has rights that it must not have

create function synchrotron.refuse(code text, message text, hint text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = code, message = message, hint = hint;
end
$$;

create function synchrotron.refuse_write(table_name text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY001',
        format('tracked table %s may only be written inside an action', table_name),
        'Execute an action that writes the row; the log must know every change of a tracked table.')
$$;

create function synchrotron.refuse_row_id(table_name text, old_id text, new_id text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY002',
        format('the primary key of a row of tracked table %s may not change (%s to %s)', table_name, old_id, new_id),
        'Delete the row and insert it under the new id.')
$$;

create function synchrotron.refuse_audience(table_name text, row_id text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY003',
        format('the audience_key of row %s of tracked table %s may not change', row_id, table_name),
        'Model a move as a delete and an insert under a new id.')
$$;

create function synchrotron.refuse_value(table_name text, column_name text, row_id text, reason text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY004',
        format('value of column %s of row %s of tracked table %s is not portable: %s',
            column_name, row_id, table_name, reason),
        'Write a value that both PostgreSQL and SQLite can hold.')
$$;

revoke execute on function
    synchrotron.refuse(text, text, text),
    synchrotron.refuse_write(text),
    synchrotron.refuse_row_id(text, text, text),
    synchrotron.refuse_audience(text, text),
    synchrotron.refuse_value(text, text, text, text)
from public;
grant execute on function synchrotron.refuse(text, text, text) to synchrotron_engine, synchrotron_user;

-- Applies row changes in order, in the role and capture context of the caller. The argument is an array of
--   {"table_name", "row_id", "audience_key", "operation", "forward_patches"}.
-- An INSERT of an existing row does nothing. An UPDATE or DELETE of a row that is missing or that the role does not see does
-- nothing. Returns how many changes wrote a row. An error keeps its SQLSTATE and names the table and the row.
create function synchrotron.apply_changes(changes jsonb) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    change record;
    written bigint := 0;
    cause_message text;
    cause_detail text;
    cause_hint text;
    cause_constraint text;
begin
    for change in
        select * from jsonb_to_recordset(changes) as c (
            table_name text, row_id text, audience_key text, operation text, forward_patches jsonb)
    loop
        written := written + synchrotron.apply_change(
            change.table_name, change.row_id, change.audience_key, change.operation, change.forward_patches);
    end loop;
    return written;
exception when others then
    get stacked diagnostics
        cause_message = message_text,
        cause_detail = pg_exception_detail,
        cause_hint = pg_exception_hint,
        cause_constraint = constraint_name;
    raise exception using
        errcode = sqlstate, detail = cause_detail, hint = cause_hint, constraint = cause_constraint,
        message = case when change is null then cause_message else format('%s of row %s of table %s: %s',
            change.operation, change.row_id, change.table_name, cause_message) end;
end
$$;

-- apply_changes calls it, under its own search path.
create function synchrotron.apply_change(
    table_name text, row_id text, audience_key text, operation text, patch jsonb) returns bigint
language plpgsql
as $$
declare
    written bigint;
begin
    perform synchrotron.check_change(synchrotron.tracked_table(table_name), row_id, audience_key, operation, patch);
    execute format('select synchrotron.%I($1, array[$2], array[$3], array[$4])',
        synchrotron.function_name('write', table_name))
        into written using operation, row_id, audience_key, patch;
    return written;
end
$$;

create function synchrotron.check_change(
    tracked synchrotron.tracked_tables, row_id text, audience_key text, operation text, patch jsonb) returns void
language plpgsql
as $$
declare
    shape_hint constant text := 'Send table_name, row_id, audience_key, operation and the forward patch as an object.';
    unknown text;
begin
    if operation is null or operation not in ('INSERT', 'UPDATE', 'DELETE') then
        perform synchrotron.refuse('SY006', format('operation %s is unknown', coalesce(operation, 'null')), shape_hint);
    end if;
    if row_id is null or audience_key is null or jsonb_typeof(patch) is distinct from 'object' then
        perform synchrotron.refuse('SY006', 'row_id, audience_key or an object as patch is missing', shape_hint);
    end if;
    select key into unknown from jsonb_object_keys(patch) as key where key <> all (tracked.column_names) limit 1;
    if unknown is not null then
        perform synchrotron.refuse('SY006', format('column %s is unknown', unknown),
            'The database and the client that sent the change differ in this table.');
    end if;
end
$$;

revoke execute on function
    synchrotron.apply_changes(jsonb),
    synchrotron.apply_change(text, text, text, text, jsonb),
    synchrotron.check_change(synchrotron.tracked_tables, text, text, text, jsonb)
from public;
grant execute on function
    synchrotron.apply_changes(jsonb),
    synchrotron.apply_change(text, text, text, text, jsonb),
    synchrotron.check_change(synchrotron.tracked_tables, text, text, text, jsonb)
to synchrotron_engine, synchrotron_user;

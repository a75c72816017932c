-- A copy of a database becomes a server of its own: its log gets another identity, so devices of the original are refused there, and cursors of
-- either say nothing to the other.
--   SY021  the epoch of this database may not change now
create function synchrotron.new_epoch(of_database text) returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    given uuid;
begin
    if of_database is distinct from current_database()::text then
        perform synchrotron.refuse('SY021', format('this is database %s, not %s', current_database(), of_database),
            'Connect to the copy, and name it.');
    elsif exists (select from synchrotron.nodes n where synchrotron.is_live(n.id)) then
        perform synchrotron.refuse('SY021', 'servers are connected to this database',
            'Stop them first, if this is the copy: all devices that know this log are refused from then on.');
    end if;
    update synchrotron.cursor_key set key = default;
    update synchrotron.server_identity set epoch = default returning epoch into given;
    return given;
end
$$;

comment on function synchrotron.new_epoch(text) is
    'Makes this database, which is a copy, the database of a server of its own. Devices of the original are refused from then on.';

revoke execute on function synchrotron.new_epoch(text) from public;

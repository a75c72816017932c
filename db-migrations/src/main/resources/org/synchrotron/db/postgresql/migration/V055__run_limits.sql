-- The end of a run, as before (V053), which must not have changed more rows than one record may.
--   SY018  a run changes more rows than one record may

-- The changes are counted before anything reads them, and only as far as is needed. Null for any number. The record may have changes of an earlier run,
-- under another view, up to the position.
create function synchrotron.close_run(most_changes bigint, after_position bigint) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.close_run();
    if most_changes is not null and exists (
        select from synchrotron.applied_changes c
        where c.action_record_id = current_setting('synchrotron.record_id')::uuid and c.position > after_position
        offset most_changes) then
        perform synchrotron.refuse('SY018', format('a record changes more than %s rows', most_changes),
            'Divide the work, or raise synchrotron.record.row-changes on the server.');
    end if;
end
$$;

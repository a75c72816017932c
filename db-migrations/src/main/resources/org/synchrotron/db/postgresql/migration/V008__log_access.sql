-- Row level security of the log: forced, so that it holds for the owner too. The owner has a policy of its own because
-- functions that run with its rights read and write here; it is the administrator and serves no request.
alter table synchrotron.action_records enable row level security;
alter table synchrotron.action_records force row level security;
alter table synchrotron.action_modified_rows enable row level security;
alter table synchrotron.action_modified_rows force row level security;
alter table synchrotron.applied_changes enable row level security;
alter table synchrotron.applied_changes force row level security;

create policy engine on synchrotron.action_records
    to synchrotron_engine, current_user using (true) with check (true);
create policy engine on synchrotron.action_modified_rows
    to synchrotron_engine, current_user using (true) with check (true);
create policy engine on synchrotron.applied_changes
    to synchrotron_engine, current_user using (true) with check (true);

-- A row change is visible to its audience.
create policy audience on synchrotron.action_modified_rows for select
    using (audience_key = any (array(select synchrotron.my_audiences())));

-- A record is visible to its author and to whoever sees one of its row changes (the policy above applies inside).
-- `offset 0` keeps the planner from hashing every row change of the log for a query that looks at a few records.
create policy author on synchrotron.action_records for select
    using (user_id = nullif(current_setting('synchrotron.user_id', true), ''));
create policy audience on synchrotron.action_records for select
    using (exists (
        select from synchrotron.action_modified_rows
        where action_modified_rows.action_record_id = action_records.id
        offset 0));

grant select on synchrotron.action_records, synchrotron.action_modified_rows to synchrotron_user;
grant select, insert, update, delete
    on synchrotron.action_records, synchrotron.action_modified_rows, synchrotron.applied_changes
    to synchrotron_engine;

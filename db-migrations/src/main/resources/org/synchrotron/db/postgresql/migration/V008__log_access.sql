-- Row level security of the log. It is forced, so that it applies to the owner, too. The owner has a policy, because functions
-- that run with its rights read and write here. The owner is the administrator and serves no requests.
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

-- A record is visible to its author, and to users who see one of its row changes (the policy above applies in the subquery).
-- `offset 0` keeps the planner from hashing all row changes of the log for a query of a few records.
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

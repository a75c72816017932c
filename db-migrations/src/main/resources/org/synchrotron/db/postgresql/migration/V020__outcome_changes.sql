-- The records whose outcome a correction of the server changed. A re-run may change an outcome without changing a row. The
-- correction then has no row changes, but the users who see the record must see the correction, too.
create table synchrotron.outcome_changes (
    correction_id uuid not null references synchrotron.action_records (id) on delete cascade,
    record_id uuid not null references synchrotron.action_records (id) on delete cascade,
    user_id text not null,
    primary key (correction_id, record_id)
);

comment on table synchrotron.outcome_changes is 'Records whose outcome a correction of the server changed.';
comment on column synchrotron.outcome_changes.user_id is 'The author of the record.';

alter table synchrotron.outcome_changes enable row level security;
alter table synchrotron.outcome_changes force row level security;

create policy engine on synchrotron.outcome_changes
    to synchrotron_engine, current_user using (true) with check (true);

-- The policy of action_modified_rows applies in the subquery.
create policy record on synchrotron.outcome_changes for select
    using (user_id = nullif(current_setting('synchrotron.user_id', true), '')
        or exists (
            select from synchrotron.action_modified_rows
            where action_modified_rows.action_record_id = outcome_changes.record_id
            offset 0));

create policy turn on synchrotron.action_records for select
    using (_tag = '_InternalCorrectionApply' and exists (
        select from synchrotron.outcome_changes
        where outcome_changes.correction_id = action_records.id
        offset 0));

grant select on synchrotron.outcome_changes to synchrotron_user;
grant select, insert, delete on synchrotron.outcome_changes to synchrotron_engine;

-- Records that an operator takes back after they were accepted, for example after a theft. A server makes each of them a no-op for good, and
-- runs again what may depend on it. The row stays: it says who asked for it, when and why.
alter table synchrotron.action_records
    drop constraint action_records_outcome_check,
    add constraint action_records_outcome_check check (outcome in ('applied', 'adapted', 'rejected', 'withdrawn'));

create table synchrotron.withdrawals (
    record_id uuid primary key references synchrotron.action_records (id) on delete cascade,
    reason text not null check (length(btrim(reason)) between 1 and 500),
    requested_by text not null default session_user,
    requested_at timestamptz not null default clock_timestamp(),
    withdrawn_at timestamptz
);

comment on table synchrotron.withdrawals is 'Records that were, or will be, withdrawn. A server carries out what is new here.';
comment on column synchrotron.withdrawals.reason is 'A sentence for the author, whose devices show it.';
comment on column synchrotron.withdrawals.withdrawn_at is 'When a server carried it out; null: not yet.';

create index withdrawals_due on synchrotron.withdrawals (requested_at) where withdrawn_at is null;

grant select, insert, update (withdrawn_at) on synchrotron.withdrawals to synchrotron_engine;

create function synchrotron.notify_withdrawals() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('synchrotron_withdrawals', '');
    return null;
end
$$;

create trigger notify_withdrawals
    after insert on synchrotron.withdrawals
    for each statement execute function synchrotron.notify_withdrawals();

create function synchrotron.withdraw(record_id uuid, reason text) returns boolean
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    runs boolean;
    tag text;
begin
    if length(btrim(coalesce(reason, ''))) not between 1 and 500 then
        perform synchrotron.refuse('SY017', 'a withdrawal needs a reason of 1 to 500 characters',
            'Say in a sentence why: the author of the record reads it.');
    end if;
    select r.footprint_id is not null, r._tag into runs, tag from synchrotron.action_records r where r.id = $1;
    if tag is null then
        perform synchrotron.refuse('SY017', format('the log has no record %s', $1),
            'Take the id from synchrotron.action_records.');
    elsif tag like '\_Internal%' or tag = 'RollbackAction' then
        perform synchrotron.refuse('SY017', format('record %s is no action: it is a %s', $1, tag),
            'Withdraw the actions that made it necessary.');
    end if;
    if not runs then
        return false;
    end if;
    insert into synchrotron.withdrawals (record_id, reason) values ($1, btrim($2)) on conflict do nothing;
    return found;
end
$$;

comment on function synchrotron.withdraw(uuid, text) is
    'Makes a server withdraw an accepted record: it becomes a no-op for good. False if it is, or will be, or never ran.';

revoke execute on function synchrotron.notify_withdrawals(), synchrotron.withdraw(uuid, text) from public;
grant execute on function synchrotron.withdraw(uuid, text) to synchrotron_engine;

-- Records that a server refused for good: their devices have quarantined them. Kept so that somebody can help their authors, who cannot
-- always show their devices. They are no part of the log: nothing here was accepted, and the server believes nothing of it.
create table synchrotron.refused_records (
    user_id text not null,
    record_id uuid not null,
    client_id text not null,
    _tag text not null,
    args jsonb,
    code text not null,
    message text not null,
    first_refused_at timestamptz not null default clock_timestamp(),
    refused_at timestamptz not null default clock_timestamp(),
    times bigint not null default 1,
    primary key (user_id, record_id)
);

comment on table synchrotron.refused_records is 'Records that a server refused, by the user who uploaded them.';
comment on column synchrotron.refused_records.args is 'As they were uploaded the last time; null: too long, or not to be stored.';
comment on column synchrotron.refused_records.times is 'How often the record was refused.';

create index refused_records_latest on synchrotron.refused_records (user_id, refused_at);
create index refused_records_old on synchrotron.refused_records (refused_at);

alter table synchrotron.refused_records enable row level security;
create policy engine on synchrotron.refused_records to synchrotron_engine using (true);
create policy author on synchrotron.refused_records for select to synchrotron_user
    using (user_id = (select synchrotron.my_user()));

grant select, insert, update, delete on synchrotron.refused_records to synchrotron_engine;
grant select on synchrotron.refused_records to synchrotron_user;

select synchrotron.guard_engine_tables();

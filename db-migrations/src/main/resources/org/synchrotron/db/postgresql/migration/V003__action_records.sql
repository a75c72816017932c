-- The append-only log: one row per execution of an action.
create table synchrotron.action_records (
    id uuid primary key,
    server_ingest_id bigint not null unique check (server_ingest_id > 0),
    _tag text not null,
    user_id text not null check (user_id <> ''),
    user_role text not null default 'synchrotron_user',
    client_id text collate "C" not null check (client_id ~ '^[A-Za-z0-9._-]{1,64}$'),
    clock_time_ms bigint not null,
    clock_counter bigint not null,
    clock jsonb not null,
    args jsonb not null,
    created_at timestamptz not null,
    server_ingested_at timestamptz not null default now(),
    outcome text not null check (outcome in ('applied', 'adapted', 'rejected')),
    outcome_code text,
    outcome_message text
);

comment on table synchrotron.action_records is 'The log: one execution of an action per row, written once.';
comment on column synchrotron.action_records.server_ingest_id is 'Order of arrival, without gaps; never the replay order.';
comment on column synchrotron.action_records.user_role is 'The role in which the logic of the author runs.';

-- The replay key. A uuid compares bytewise, as its lower-case text does.
create index action_records_replay_key
    on synchrotron.action_records (clock_time_ms, clock_counter, client_id, id);

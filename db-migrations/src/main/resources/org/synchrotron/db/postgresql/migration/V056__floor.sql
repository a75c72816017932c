-- Retention: the server removes the beginning of its log. The floor is the replay key of the last record that it removed. All records up to
-- the floor are gone, and none may be added there. What they did stays in the tables: it is what the rest of the log builds on.
--   SY019  the floor is lowered
--   SY020  records that are to be removed are not the beginning of the log
create table synchrotron.floor (
    only_row boolean primary key default true check (only_row),
    clock_time_ms bigint not null,
    clock_counter bigint not null,
    client_id text collate "C" not null,
    id uuid not null,
    rows_before bigint not null,
    removed bigint not null,
    log_start_ms bigint,
    highest_counter bigint not null,
    raised_at timestamptz not null default clock_timestamp()
);

comment on table synchrotron.floor is 'The replay key of the last removed record; empty if none was removed.';
comment on column synchrotron.floor.rows_before is 'A client that does not hold the log up to this ingest id gets rows.';
comment on column synchrotron.floor.removed is 'How many records were removed so far.';
comment on column synchrotron.floor.log_start_ms is 'The clock time of the first action that the log ever had.';
comment on column synchrotron.floor.highest_counter is 'The highest clock counter of the removed records.';

create function synchrotron.keep_floor() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and new.rows_before >= old.rows_before and new.removed >= old.removed
        and (new.clock_time_ms, new.clock_counter, new.client_id, new.id)
            >= (old.clock_time_ms, old.clock_counter, old.client_id, old.id) then
        return new;
    end if;
    perform synchrotron.refuse('SY019', 'the floor of the log only rises', 'What was removed does not come back.');
    return null;
end
$$;

create trigger keep_floor before update or delete on synchrotron.floor
    for each row execute function synchrotron.keep_floor();

grant select on synchrotron.floor to synchrotron_engine;

-- What stays of each removed record: it counts once, its author is told its outcome, and cursors of its place stay good.
create table synchrotron.removed_records (
    id uuid primary key,
    server_ingest_id bigint not null unique,
    fingerprint uuid not null,
    user_id text not null,
    client_id text collate "C" not null,
    content text,
    outcome text not null,
    outcome_code text,
    outcome_message text,
    told_at bigint not null
);

comment on table synchrotron.removed_records is 'The ids and outcomes of removed records.';
comment on column synchrotron.removed_records.content is 'A digest of tag, author and arguments; null if those could not be read.';
comment on column synchrotron.removed_records.told_at is 'The ingest id of what set or changed its outcome last.';

create index removed_records_author on synchrotron.removed_records (user_id, told_at);

alter table synchrotron.removed_records enable row level security;
alter table synchrotron.removed_records force row level security;

create policy engine on synchrotron.removed_records to synchrotron_engine, current_user using (true) with check (true);
create policy author on synchrotron.removed_records for select using (user_id = (select synchrotron.my_user()));

grant select on synchrotron.removed_records to synchrotron_engine, synchrotron_user;

-- The log's fold of a row at the floor, where that is not what the table held there: later records make up for the difference.
create table synchrotron.floor_rows (
    table_name text not null,
    row_id text collate "C" not null,
    audience_key text,
    image jsonb,
    primary key (table_name, row_id),
    check ((audience_key is null) = (image is null))
);

comment on table synchrotron.floor_rows is 'Rows at the floor, as far as the log says something else than the tables.';
comment on column synchrotron.floor_rows.image is 'The row, as an INSERT would have it; null if the log has no such row.';

grant select, insert, delete on synchrotron.floor_rows to synchrotron_engine;

-- A row id belongs for ever to the audience under which it was first inserted, also when nothing else tells of the row.
create table synchrotron.deleted_rows (
    table_name text not null,
    row_id text collate "C" not null,
    audience_key text not null,
    primary key (table_name, row_id)
);

comment on table synchrotron.deleted_rows is 'The audiences of rows that did not exist at the floor, and were written before.';

grant select, insert on synchrotron.deleted_rows to synchrotron_engine;

-- What a row was at the floor is found by going back from what it is now. It serves what the former index did, too.
create index applied_changes_row on synchrotron.applied_changes (table_name, row_id);
drop index synchrotron.applied_changes_deleted;

-- Removing a record looks for what refers to it.
create index outcome_changes_record on synchrotron.outcome_changes (record_id);
create index action_records_grant on synchrotron.action_records (grant_id);
create index further_views_grant on synchrotron.further_views (grant_id);

-- What operators ask first. A client whose device sleeps does not say what it holds; this is what it said last.
alter table synchrotron.clients add column received bigint not null default 0;

comment on column synchrotron.clients.received is 'The ingest id up to which it held the log when it last said hello.';

select synchrotron.guard_engine_tables();

-- For every role: a client that does not hold the log up to there gets rows.
create function synchrotron.rows_before() returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select f.rows_before from synchrotron.floor f), 0)
$$;

-- As before (V051), also for the places of removed records.
create or replace function synchrotron.fingerprint(ingest_id bigint) returns uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select case when ingest_id = 0 then '00000000-0000-0000-0000-000000000000'
        else coalesce(
            (select r.fingerprint from synchrotron.action_records r where r.server_ingest_id = ingest_id),
            (select r.fingerprint from synchrotron.removed_records r where r.server_ingest_id = ingest_id)) end
$$;

revoke execute on function synchrotron.keep_floor(), synchrotron.rows_before() from public;
grant execute on function synchrotron.rows_before() to synchrotron_engine, synchrotron_user;

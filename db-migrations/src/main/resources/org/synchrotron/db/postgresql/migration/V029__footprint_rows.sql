-- The rows that actions name in their footprints. A late record that names rows makes only those later records run again that name one
-- of them, or that name none and see its audiences; this finds them by index.
-- A row has a key: a hash of its table and id, which the server computes. If two rows have one key, they are taken for one row.

alter table synchrotron.action_records add column named_rows bigint[];

comment on column synchrotron.action_records.named_rows is
    'The keys of the rows that its runs may read and write; null for all rows of its footprint''s audiences.';

create table synchrotron.footprint_rows (
    row_key bigint not null,
    clock_time_ms bigint not null,
    record_id uuid not null,
    primary key (row_key, clock_time_ms, record_id)
);

comment on table synchrotron.footprint_rows is 'The records that name a row, in the order of their times.';

grant select, insert, delete on synchrotron.footprint_rows to synchrotron_engine;

-- Records that name rows have footprints of their own, so that the others of the same audiences are found without them.
alter table synchrotron.footprints add column names_rows boolean not null default false;

comment on column synchrotron.footprints.names_rows is 'Whether its records name the rows of these audiences that they read and write.';

drop index synchrotron.footprints_sets;

create unique index footprints_sets on synchrotron.footprints (read_set, write_set, coalesce(shared_set, 0), names_rows);

drop function synchrotron.footprint_of(uuid, bigint, bigint);

-- The footprint of a record that sees and writes these sets; null without them. For the engine.
create function synchrotron.footprint_of(record uuid, reads bigint, writes bigint, names boolean) returns bigint
language plpgsql volatile strict
set search_path = pg_catalog, pg_temp
as $$
declare
    shared bigint := (
        select synchrotron.audience_set(array_agg(t.audience_key))
        from synchrotron.touched_constraints t where t.action_record_id = record having count(*) > 0);
    found_id bigint;
begin
    select f.id into found_id
    from synchrotron.footprints f
    where f.read_set = reads and f.write_set = writes and coalesce(f.shared_set, 0) = coalesce(shared, 0)
        and f.names_rows = names;
    if found_id is null then
        insert into synchrotron.footprints (read_set, write_set, shared_set, names_rows) values (reads, writes, shared, names)
        returning id into found_id;
    end if;
    return found_id;
end
$$;

revoke execute on function synchrotron.footprint_of(uuid, bigint, bigint, boolean) from public;
grant execute on function synchrotron.footprint_of(uuid, bigint, bigint, boolean) to synchrotron_engine;

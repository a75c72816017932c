-- The counter of a record may lead the log's highest by 2^20 now, no longer by 2^32 (V023). Where a counter leads that of the log's last record
-- by more, the highest one is queried (RecordTable.highestCounter). Counters up to 2^20 never matter then.
drop index synchrotron.action_records_leaping_counters;
create index action_records_leaping_counters
    on synchrotron.action_records (clock_counter) where clock_counter > 1048576;

-- As before (V039). Where the counters are used up, at 2^53 - 1, the time advances instead (HybridTimestamp.next).
create or replace function synchrotron.next_clock(out time_ms bigint, out counter bigint)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(max(case when used_up then last.clock_time_ms + 1 else last.clock_time_ms end), 1),
        coalesce(max(case when used_up then highest else last.clock_counter + 1 end), 1)
    from (values (9007199254740991)) as limits (highest) left join lateral (
        select r.clock_time_ms, r.clock_counter, r.clock_counter >= highest as used_up from synchrotron.action_records r
        order by r.clock_time_ms desc, r.clock_counter desc, r.client_id desc, r.id desc limit 1) last on true
$$;

-- The counter of a record may lead the log's highest by 2^20 now, no longer by 2^32 (V023). Where a counter leads that of the log's last record
-- by more, the highest one is queried (RecordTable.highestCounter). Counters up to 2^20 never matter then.
drop index synchrotron.action_records_leaping_counters;
create index action_records_leaping_counters
    on synchrotron.action_records (clock_counter) where clock_counter > 1048576;

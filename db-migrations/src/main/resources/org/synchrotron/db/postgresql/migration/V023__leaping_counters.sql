-- Finds counters above 2^32, which no device reaches by itself. Once the log has such a counter, the counters of all devices grow
-- above it, and each upload queries the highest one (RecordTable.highestCounter). The index is nearly always empty, so it costs
-- nothing.
create index action_records_leaping_counters
    on synchrotron.action_records (clock_counter) where clock_counter > 4294967296;

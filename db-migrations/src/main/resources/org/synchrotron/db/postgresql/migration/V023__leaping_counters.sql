-- Counters above 2^32, which no device reaches by itself. Once one is in the log everybody's are above it, and each upload asks for the
-- highest (RecordTable.highestCounter). Nearly always empty, so it costs nothing.
create index action_records_leaping_counters
    on synchrotron.action_records (clock_counter) where clock_counter > 4294967296;

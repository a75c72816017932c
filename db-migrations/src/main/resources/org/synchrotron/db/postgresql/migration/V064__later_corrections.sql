-- Late records can make cells of later corrections stale. Corrections after a place are few; records after it may be many.
create index action_records_corrections
    on synchrotron.action_records (clock_time_ms, clock_counter, client_id, id)
    where _tag = '_InternalCorrectionApply';

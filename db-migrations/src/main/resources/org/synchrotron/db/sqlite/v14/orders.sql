-- The pending records in replay order: the first ones are read without looking at the others.
DROP INDEX synchrotron_action_records_pending;
CREATE INDEX synchrotron_action_records_pending ON synchrotron_action_records (clock_time_ms, clock_counter, client_id, id)
  WHERE server_ingest_id IS NULL;

-- The own records that are kept, in order: the last one is found without looking at the others.
DROP INDEX synchrotron_past_records_time;
CREATE INDEX synchrotron_past_records_time ON synchrotron_past_records (clock_time_ms, clock_counter);

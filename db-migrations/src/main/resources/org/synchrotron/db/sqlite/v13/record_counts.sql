-- How many records no server has accepted yet, quarantined ones included: clients ask at each event, and there may be many.
CREATE TABLE synchrotron_record_counts (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  unaccepted INTEGER NOT NULL
);
INSERT INTO synchrotron_record_counts (only, unaccepted)
SELECT 1, count(*) FROM synchrotron_action_records WHERE server_ingest_id IS NULL;

CREATE TRIGGER synchrotron_record_counts_insert AFTER INSERT ON synchrotron_action_records WHEN new.server_ingest_id IS NULL
BEGIN
  UPDATE synchrotron_record_counts SET unaccepted = unaccepted + 1;
END;
CREATE TRIGGER synchrotron_record_counts_delete AFTER DELETE ON synchrotron_action_records WHEN old.server_ingest_id IS NULL
BEGIN
  UPDATE synchrotron_record_counts SET unaccepted = unaccepted - 1;
END;
CREATE TRIGGER synchrotron_record_counts_update AFTER UPDATE OF server_ingest_id ON synchrotron_action_records
WHEN (new.server_ingest_id IS NULL) <> (old.server_ingest_id IS NULL)
BEGIN
  UPDATE synchrotron_record_counts
  SET unaccepted = unaccepted + (new.server_ingest_id IS NULL) - (old.server_ingest_id IS NULL);
END;

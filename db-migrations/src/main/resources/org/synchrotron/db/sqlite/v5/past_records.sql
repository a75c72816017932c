-- Own accepted records whose effects are only in the rows: the log here does not reach back to them. They are kept for some days with
-- their arguments and outcomes, for people, and for a server that was restored to a state before them.
CREATE TABLE synchrotron_past_records (
  id               TEXT PRIMARY KEY NOT NULL,
  server_ingest_id INTEGER,
  _tag             TEXT NOT NULL,
  clock_time_ms    INTEGER NOT NULL,
  clock_counter    INTEGER NOT NULL,
  args             TEXT NOT NULL,
  created_at       TEXT NOT NULL,
  outcome          TEXT NOT NULL CHECK (outcome IN ('applied', 'adapted', 'rejected')),
  outcome_code     TEXT,
  outcome_message  TEXT
) WITHOUT ROWID;

CREATE INDEX synchrotron_past_records_time ON synchrotron_past_records (clock_time_ms);

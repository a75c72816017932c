-- The append-only log. `server_ingest_id` is null while the record is pending. `applied` says how the record's effects got into
-- the tables ('known': by its known effects, 'logic': by its action; null: they are not in the tables). `number` has a meaning in
-- this file only. Known effects refer to it, because it is short and ascending, so that they are appended.
CREATE TABLE synchrotron_action_records (
  number             INTEGER PRIMARY KEY,
  id                 TEXT NOT NULL UNIQUE,
  server_ingest_id   INTEGER UNIQUE CHECK (server_ingest_id > 0),
  _tag               TEXT NOT NULL,
  user_id            TEXT NOT NULL,
  client_id          TEXT NOT NULL,
  clock_time_ms      INTEGER NOT NULL,
  clock_counter      INTEGER NOT NULL,
  clock              TEXT NOT NULL,
  args               TEXT NOT NULL,
  created_at         TEXT NOT NULL,
  server_ingested_at TEXT,
  outcome            TEXT CHECK (outcome IN ('applied', 'adapted', 'rejected')),
  outcome_code       TEXT,
  outcome_message    TEXT,
  applied            TEXT CHECK (applied IN ('known', 'logic'))
);

-- The one total order of the log.
CREATE UNIQUE INDEX synchrotron_action_records_replay_key
  ON synchrotron_action_records (clock_time_ms, clock_counter, client_id, id);

CREATE INDEX synchrotron_action_records_pending
  ON synchrotron_action_records (clock_time_ms) WHERE server_ingest_id IS NULL;

-- Quarantined records: records that the server does not accept, and pending records that build on them. They stay in the file but
-- are neither pending nor part of the log until the application retries or discards them. `refused_id` is the record that the
-- server refused: this one, or the one that this one builds on. Almost always empty.
CREATE TABLE synchrotron_quarantined_records (
  record_number INTEGER PRIMARY KEY REFERENCES synchrotron_action_records (number),
  refused_id    TEXT NOT NULL,
  code          TEXT NOT NULL,
  message       TEXT NOT NULL,
  quarantined_at  INTEGER NOT NULL
);

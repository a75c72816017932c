-- Pending records that the server does not take, and those that build on them: they stay in the file but count neither as pending
-- nor in the log, until the application decides. `refused_id` is the record that the server refused: this one, or the one
-- because of which it had to go too. Almost always empty.
CREATE TABLE synchrotron_quarantined_records (
  record_number INTEGER PRIMARY KEY REFERENCES synchrotron_action_records (number),
  refused_id    TEXT NOT NULL,
  code          TEXT NOT NULL,
  message       TEXT NOT NULL,
  quarantined_at  INTEGER NOT NULL
);

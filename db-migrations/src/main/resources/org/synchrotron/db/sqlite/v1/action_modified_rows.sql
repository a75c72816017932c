-- The known effects: the row changes of each record of the log. Stored in the order of the key, because they are inserted,
-- deleted and read one record at a time.
CREATE TABLE synchrotron_action_modified_rows (
  record_number   INTEGER NOT NULL REFERENCES synchrotron_action_records (number),
  sequence        INTEGER NOT NULL CHECK (sequence >= 0),
  table_name      TEXT NOT NULL,
  row_id          TEXT NOT NULL,
  audience_key    TEXT NOT NULL,
  operation       TEXT NOT NULL CHECK (operation IN ('INSERT', 'UPDATE', 'DELETE')),
  forward_patches TEXT NOT NULL,
  reverse_patches TEXT NOT NULL,
  PRIMARY KEY (record_number, sequence)
) WITHOUT ROWID;

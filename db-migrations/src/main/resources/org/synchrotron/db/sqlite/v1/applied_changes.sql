-- Applied changes: what this replica's own triggers captured when it last applied a record. They are the undo log. A position is only ever
-- compared with others that stand here, so those of undone changes may be given again. `exact_texts` holds the
-- stored text of JSON columns that the undo must bring back: a patch keeps their value, not their spelling.
CREATE TABLE synchrotron_applied_changes (
  position        INTEGER PRIMARY KEY,
  record_number   INTEGER NOT NULL,
  table_name      TEXT NOT NULL,
  row_id          TEXT NOT NULL,
  audience_key    TEXT NOT NULL,
  operation       TEXT NOT NULL,
  forward_patches TEXT NOT NULL,
  reverse_patches TEXT NOT NULL,
  exact_texts     TEXT
);

CREATE INDEX synchrotron_applied_changes_record ON synchrotron_applied_changes (record_number);

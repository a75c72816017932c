-- The undo log: the row changes that this replica's triggers captured when a record was last applied. A position is only compared
-- with others in this table, so positions of undone changes may be used again. `exact_texts` has the stored text of JSON columns
-- that undo must restore, because a patch keeps their value but not their text.
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

-- What refused records said before the application gave them other arguments, and why they were refused. Kept as long as the records are.
-- Almost always empty.
CREATE TABLE synchrotron_edited_records (
  record_id TEXT NOT NULL,
  edit      INTEGER NOT NULL,
  args      TEXT NOT NULL,
  code      TEXT NOT NULL,
  message   TEXT NOT NULL,
  edited_at INTEGER NOT NULL,
  PRIMARY KEY (record_id, edit)
) WITHOUT ROWID;

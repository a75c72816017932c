-- Rows of which the table here cannot hold what the log gives: it has another schema than the server's. `reason` says why; null: the
-- table holds the row now, but the change that brought it there may be undone. `content` is the row before the records of the log here, as
-- a JSON object; null: that is what the table holds without them. Almost always empty.
CREATE TABLE synchrotron_left_out_rows (
  table_name   TEXT NOT NULL,
  row_id       TEXT NOT NULL,
  audience_key TEXT NOT NULL,
  reason       TEXT,
  content      TEXT,
  reported     INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (table_name, row_id)
) WITHOUT ROWID;

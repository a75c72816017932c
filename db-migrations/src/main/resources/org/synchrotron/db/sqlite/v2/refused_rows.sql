-- Rows of this replica's corrections that the server did not accept. The replica does not offer them again for these records.
CREATE TABLE synchrotron_refused_rows (
  record_id  TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id     TEXT NOT NULL,
  PRIMARY KEY (record_id, table_name, row_id)
) WITHOUT ROWID;

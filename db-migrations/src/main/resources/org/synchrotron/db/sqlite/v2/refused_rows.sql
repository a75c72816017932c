-- What the server did not take of this replica's corrections: these rows are not offered again on behalf of these records.
CREATE TABLE synchrotron_refused_rows (
  record_id  TEXT NOT NULL,
  table_name TEXT NOT NULL,
  row_id     TEXT NOT NULL,
  PRIMARY KEY (record_id, table_name, row_id)
) WITHOUT ROWID;

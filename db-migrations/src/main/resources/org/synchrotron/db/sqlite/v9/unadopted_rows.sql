-- Rows that their table held before it was tracked. They wait here, in this order, for the actions that write them again. `content` is the
-- row as a JSON object, with its audience. Almost always empty.
CREATE TABLE synchrotron_unadopted_rows (
  position   INTEGER PRIMARY KEY,
  table_name TEXT NOT NULL,
  row_id     TEXT NOT NULL,
  content    TEXT NOT NULL
);

-- The tables that were tracked. A schema step may create one of them again, with its rows and without its triggers.
CREATE TABLE synchrotron_tracked_tables (
  table_name TEXT PRIMARY KEY COLLATE NOCASE
) WITHOUT ROWID;

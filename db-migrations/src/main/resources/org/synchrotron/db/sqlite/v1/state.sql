-- The state of this replica: its identity, its cursor, its clock, and the version of these tables.
CREATE TABLE synchrotron_state (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- This replica: who it is, how far it has read the log, its clock, and the version of these tables.
CREATE TABLE synchrotron_state (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) WITHOUT ROWID;

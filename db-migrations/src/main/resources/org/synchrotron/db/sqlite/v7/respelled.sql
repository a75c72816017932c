-- Whether the timestamps of the table, and those of its row changes, have six digits of fraction. The library respells those of earlier
-- versions when it tracks the table.
ALTER TABLE synchrotron_tracked_tables ADD COLUMN respelled INTEGER NOT NULL DEFAULT 0;

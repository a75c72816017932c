INSERT INTO synchrotron_tracked_tables (table_name)
SELECT DISTINCT tbl_name FROM sqlite_schema
WHERE type = 'trigger' AND name LIKE 'synchrotron!_capture!_insert!_%' ESCAPE '!'

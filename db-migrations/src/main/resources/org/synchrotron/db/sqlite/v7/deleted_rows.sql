-- The rows that are gone: their ids belong for ever to their audiences.
CREATE INDEX synchrotron_applied_changes_deleted ON synchrotron_applied_changes (table_name, row_id) WHERE operation = 'DELETE';

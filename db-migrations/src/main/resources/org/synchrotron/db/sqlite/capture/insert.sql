CREATE TRIGGER ${trigger} AFTER INSERT ON ${table}
WHEN (SELECT mode FROM synchrotron_capture_context) <> 'undo'
BEGIN
  SELECT CASE
    WHEN (SELECT mode FROM synchrotron_capture_context) <> 'record' THEN RAISE(ABORT, ${outside})${refusals}
  END;
  INSERT INTO synchrotron_applied_changes
    (record_number, table_name, row_id, audience_key, operation, forward_patches, reverse_patches)
  SELECT record_number, ${tableText}, NEW.id, NEW.audience_key, 'INSERT', '{' || substr(${newRow}, 2) || '}', '{}'
  FROM synchrotron_capture_context;
END

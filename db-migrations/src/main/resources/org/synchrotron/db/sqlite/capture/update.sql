CREATE TRIGGER ${trigger} AFTER UPDATE ON ${table}
WHEN (SELECT mode FROM synchrotron_capture_context) <> 'undo'
BEGIN
  SELECT CASE
    WHEN (SELECT mode FROM synchrotron_capture_context) <> 'record' THEN RAISE(ABORT, ${outside})
    WHEN OLD.id IS NOT NEW.id COLLATE BINARY THEN RAISE(ABORT, ${idChanged})
    WHEN OLD.audience_key IS NOT NEW.audience_key COLLATE BINARY THEN RAISE(ABORT, ${audienceChanged})${refusals}
  END;
  INSERT INTO synchrotron_applied_changes
    (record_number, table_name, row_id, audience_key, operation, forward_patches, reverse_patches, exact_texts)
  SELECT record_number, ${tableText}, NEW.id, NEW.audience_key, 'UPDATE',
    '{' || substr(forward, 2) || '}', '{' || substr(reverse, 2) || '}', ${changedTexts}
  FROM synchrotron_capture_context, (SELECT ${newChanges} AS forward, ${oldChanges} AS reverse)
  WHERE forward <> '';
END

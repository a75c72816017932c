CREATE TRIGGER ${trigger} AFTER DELETE ON ${table}
WHEN (SELECT mode FROM synchrotron_capture_context) <> 'undo'
BEGIN
  SELECT CASE
    WHEN (SELECT mode FROM synchrotron_capture_context) <> 'record' THEN RAISE(ABORT, ${outside})
  END;
  INSERT INTO synchrotron_applied_changes
    (record_number, table_name, row_id, audience_key, operation, forward_patches, reverse_patches, exact_texts)
  SELECT record_number, ${tableText}, OLD.id, OLD.audience_key, 'DELETE', '{}', '{' || substr(${oldRow}, 2) || '}',
    ${oldTexts}
  FROM synchrotron_capture_context;
END

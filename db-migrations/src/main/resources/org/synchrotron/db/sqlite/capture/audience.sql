CREATE TRIGGER ${trigger} BEFORE INSERT ON ${table}
WHEN (SELECT mode = 'record' AND NOT applying FROM synchrotron_capture_context)
BEGIN
  SELECT RAISE(ABORT, ${otherAudience})
  WHERE EXISTS (SELECT 1 FROM ${table} held WHERE held.id = NEW.id AND held.audience_key <> NEW.audience_key COLLATE BINARY)
    OR EXISTS (
      SELECT 1 FROM synchrotron_applied_changes gone
      WHERE gone.operation = 'DELETE' AND gone.table_name = ${tableText} AND gone.row_id = CAST(NEW.id AS TEXT)
        AND gone.audience_key <> NEW.audience_key COLLATE BINARY
    );
END

-- The CRC-32 of key and value, so that a wrong bit is noticed. Null: not known. A program that knows nothing of checksums, and a person with
-- SQL, may change a value: it has none then.
ALTER TABLE synchrotron_state ADD COLUMN checksum INTEGER;
CREATE TRIGGER synchrotron_state_changed AFTER UPDATE OF value ON synchrotron_state
WHEN new.value IS NOT old.value AND new.checksum IS old.checksum
BEGIN
  UPDATE synchrotron_state SET checksum = NULL WHERE key = new.key;
END;

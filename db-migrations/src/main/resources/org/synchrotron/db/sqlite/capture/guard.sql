CREATE TRIGGER ${trigger} BEFORE ${event} ON ${table}
WHEN (SELECT mode FROM synchrotron_capture_context) = 'record'
BEGIN
  SELECT RAISE(ABORT, ${message});
END

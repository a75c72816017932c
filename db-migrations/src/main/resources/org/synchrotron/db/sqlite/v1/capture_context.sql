-- The mode of the capture triggers: they refuse writes ('none'), capture them for a record ('record') or ignore them ('undo').
CREATE TABLE synchrotron_capture_context (
  only          INTEGER PRIMARY KEY CHECK (only = 1),
  mode          TEXT NOT NULL CHECK (mode IN ('none', 'record', 'undo')),
  record_number INTEGER,
  CHECK ((mode = 'record') = (record_number IS NOT NULL))
);

INSERT INTO synchrotron_capture_context (only, mode) VALUES (1, 'none');

-- A further outcome. A constraint cannot be changed; a column is replaced by one with the new constraint.
ALTER TABLE synchrotron_action_records ADD COLUMN decided TEXT
  CHECK (decided IN ('applied', 'adapted', 'rejected', 'withdrawn'));
UPDATE synchrotron_action_records SET decided = outcome;
ALTER TABLE synchrotron_action_records DROP COLUMN outcome;
ALTER TABLE synchrotron_action_records RENAME COLUMN decided TO outcome;

ALTER TABLE synchrotron_past_records ADD COLUMN decided TEXT NOT NULL DEFAULT 'applied'
  CHECK (decided IN ('applied', 'adapted', 'rejected', 'withdrawn'));
UPDATE synchrotron_past_records SET decided = outcome;
ALTER TABLE synchrotron_past_records DROP COLUMN outcome;
ALTER TABLE synchrotron_past_records RENAME COLUMN decided TO outcome;

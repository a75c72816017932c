-- Of a record of another user that was predicted: the latest record of this replica's user that it meets, so that it is found when that
-- one is known. Almost always null.
ALTER TABLE synchrotron_action_records ADD COLUMN predicted_for TEXT;
CREATE INDEX synchrotron_action_records_predicted ON synchrotron_action_records (predicted_for) WHERE predicted_for IS NOT NULL;

-- The commit of each record. A reader gets all records of a commit together, so it sees only states that the server had.
-- Records that are older than this column have null; each of them counts as a commit of its own.
alter table synchrotron.action_records add column transaction_id xid8;
alter table synchrotron.action_records alter column transaction_id set default pg_current_xact_id();

comment on column synchrotron.action_records.transaction_id is
    'The transaction that inserted the record. Compare it only with that of the next record in order of arrival.';

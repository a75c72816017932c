-- Which records came with which commit: a reader gets those of one commit together, and so sees only states that the server has had.
-- Records from before this column are null, each a commit of its own.
alter table synchrotron.action_records add column transaction_id xid8;
alter table synchrotron.action_records alter column transaction_id set default pg_current_xact_id();

comment on column synchrotron.action_records.transaction_id is
    'The transaction that brought it, to be compared with that of the next record in order of arrival only.';

-- What arrived after a cursor is found by index: the row changes of an audience, a user's own records, and the records of an action. So
-- catching up costs what changed for the reader, not what arrived from everybody.
alter table synchrotron.action_modified_rows add column server_ingest_id bigint;

update synchrotron.action_modified_rows m set server_ingest_id = r.server_ingest_id
from synchrotron.action_records r where r.id = m.action_record_id;

alter table synchrotron.action_modified_rows alter column server_ingest_id set not null;

comment on column synchrotron.action_modified_rows.server_ingest_id is 'That of its record.';

create index action_modified_rows_arrival on synchrotron.action_modified_rows (audience_key, server_ingest_id);
create index action_records_author on synchrotron.action_records (user_id, server_ingest_id);
create index action_records_tag on synchrotron.action_records (_tag, server_ingest_id);
create index outcome_changes_author on synchrotron.outcome_changes (user_id);

-- Readers ask the table itself. Its policy is the audience, with which the index begins.
drop function synchrotron.touched_rows(bigint, bigint, text);
drop function synchrotron.touched_tables(bigint, bigint);

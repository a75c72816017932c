-- The known effects: the row changes of each record of the log, in order.
create table synchrotron.action_modified_rows (
    action_record_id uuid not null references synchrotron.action_records (id) on delete cascade,
    sequence integer not null check (sequence >= 0),
    table_name text not null,
    row_id text collate "C" not null,
    audience_key text not null,
    operation text not null check (operation in ('INSERT', 'UPDATE', 'DELETE')),
    forward_patches jsonb not null,
    reverse_patches jsonb not null,
    primary key (action_record_id, sequence)
);

comment on table synchrotron.action_modified_rows is 'The known effects of each record of the log.';

create index action_modified_rows_row on synchrotron.action_modified_rows (table_name, row_id);

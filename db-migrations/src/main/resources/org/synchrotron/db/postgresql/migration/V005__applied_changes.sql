-- The undo log: the row changes that this database's triggers captured when a record was last applied.
create table synchrotron.applied_changes (
    position bigint generated always as identity primary key,
    action_record_id uuid not null,
    table_name text not null,
    row_id text collate "C" not null,
    audience_key text not null,
    operation text not null,
    forward_patches jsonb not null,
    reverse_patches jsonb not null
);

comment on table synchrotron.applied_changes is 'Captured changes of each applied record. Undo reverts them.';

create index applied_changes_record on synchrotron.applied_changes (action_record_id);

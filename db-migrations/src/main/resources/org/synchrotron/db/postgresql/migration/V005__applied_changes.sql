-- Applied changes: what this database's own triggers captured when it last applied a record. They are the undo log, too.
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

comment on table synchrotron.applied_changes is 'What each record changed when it was last applied; undo takes it back.';

create index applied_changes_record on synchrotron.applied_changes (action_record_id);

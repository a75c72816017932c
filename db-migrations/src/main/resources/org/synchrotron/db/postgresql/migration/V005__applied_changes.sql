-- What this database's own triggers observed when it last applied a record: the capture of a run and the undo log.
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

comment on table synchrotron.applied_changes is 'Observed changes of each applied record; undo takes them back.';

create index applied_changes_record on synchrotron.applied_changes (action_record_id);

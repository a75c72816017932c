-- Further views (rule 7). Some actions also concern rows that their author cannot see. When another user first reads past a record of
-- such an action, the audiences that this user has then become a further view of the record: each run of the record is repeated under
-- it, in the order of the users, and keeps what it writes outside the grant and the earlier views.
create table synchrotron.further_views (
    record_id uuid not null references synchrotron.action_records (id) on delete cascade,
    user_id text collate "C" not null,
    user_role text not null,
    grant_id bigint not null references synchrotron.grants,
    primary key (record_id, user_id)
);

comment on table synchrotron.further_views is 'The users who have read past a record that also concerns rows hidden from its author.';
comment on column synchrotron.further_views.user_role is 'The role in which the logic runs under this view.';
comment on column synchrotron.further_views.grant_id is 'The audiences that the user had at that reading.';

alter table synchrotron.further_views enable row level security;
alter table synchrotron.further_views force row level security;

create policy engine on synchrotron.further_views
    to synchrotron_engine, current_user using (true) with check (true);

grant select, insert on synchrotron.further_views to synchrotron_engine;

-- Undoes what a run under a further view wrote in rows of the grant and the earlier views: the record's changes after a position, as far
-- as their audiences are in one of the covered grants. They get an id of their own first, which no record has, so that they are undone
-- alone, newest first.
create function synchrotron.keep_hidden_rows(of_record uuid, after_position bigint, covered bigint[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    dropped constant uuid := '00000000-0000-0000-0000-000000000000';
begin
    update synchrotron.applied_changes c set action_record_id = dropped
    where c.action_record_id = of_record and c.position > after_position and exists (
        select from synchrotron.grant_audiences g
        where g.grant_id = any (covered) and g.audience_key = c.audience_key);
    if found then
        perform synchrotron.undo(array[dropped]);
    end if;
end
$$;

revoke execute on function synchrotron.keep_hidden_rows(uuid, bigint, bigint[]) from public;
grant execute on function synchrotron.keep_hidden_rows(uuid, bigint, bigint[]) to synchrotron_engine;

-- It brought row changes of clients' corrections into the form of captured changes. Clients make no corrections any more.
drop function synchrotron.portable_change(text, text, text, jsonb);

-- A restrictive policy of the application hides rows of a tracked table from some users. It must hide the row changes of these rows, too: the
-- log has a copy of it. It reads only the audience and the author, which a row change has as well.

-- How the copies differ from the policies: which are to be made, made again, or, without a condition, dropped. The copy of a table that is no
-- longer tracked stays, because its row changes do.
create function synchrotron.policy_differences(
    out copy name, out is_there boolean, out source text, out table_name text, out roles text, out condition text) returns setof record
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with wanted as (
        select 'narrow_' || md5(t.table_name || E'\n' || p.polname) as copy, t.table_name,
            format('policy %I on %s', p.polname, t.relation) as source,
            (select string_agg(case r.oid when 0 then 'public' else quote_ident(pg_get_userbyid(r.oid)) end, ', ' order by r.oid)
                from unnest(p.polroles) r (oid)) as roles,
            pg_get_expr(p.polqual, p.polrelid) as condition
        from synchrotron.tracked_tables t
        join pg_policy p on p.polrelid = t.relation
        where not p.polpermissive and p.polcmd in ('*', 'r') and p.polqual is not null
          and synchrotron.policy_applies(p.polroles, false)
    ), present as (
        select p.polname as copy, obj_description(p.oid, 'pg_policy') as comment
        from pg_policy p
        where p.polrelid = 'synchrotron.action_modified_rows'::regclass and p.polname like 'narrow\_%'
    )
    select coalesce(w.copy, p.copy::text), p.copy is not null, w.source, w.table_name, w.roles, w.condition
    from wanted w
    full join present p on p.copy = w.copy
    where case
        when w.copy is null then split_part(p.comment, E'\n', 1) in (select t.table_name from synchrotron.tracked_tables t)
        else p.comment is distinct from concat_ws(E'\n', w.table_name, w.roles, w.condition) end
$$;

create function synchrotron.copy_policies() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    different record;
begin
    for different in select * from synchrotron.policy_differences() loop
        if different.is_there then
            execute format('drop policy %I on synchrotron.action_modified_rows', different.copy);
        end if;
        if different.condition is not null then
            execute format('create policy %I on synchrotron.action_modified_rows as restrictive for select to %s
                using (table_name <> %L or (%s))',
                different.copy, different.roles, different.table_name, different.condition);
            execute format('comment on policy %I on synchrotron.action_modified_rows is %L', different.copy,
                concat_ws(E'\n', different.table_name, different.roles, different.condition));
        end if;
    end loop;
end
$$;

-- As before (V039), and the policies.
create or replace function synchrotron.track_relation(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    name text;
begin
    perform synchrotron.retire_gone_tables();
    perform synchrotron.follow_tables();
    perform synchrotron.check_trackable(relation);
    select relname into name from pg_class where oid = relation;
    perform synchrotron.register(relation, name);
    perform synchrotron.create_functions(relation, name);
    perform synchrotron.create_triggers(relation, name);
    perform synchrotron.create_row_audience(relation, name);
    perform synchrotron.share_constraints(relation, name);
    perform synchrotron.make_foreign_keys_deferrable(relation);
    perform synchrotron.secure_table(relation, name);
    perform synchrotron.allow_migrations(relation);
    perform synchrotron.copy_policies();
    perform synchrotron.tell_reuse(relation, name);
end
$$;

-- As before (V038), and the policies.
create or replace function synchrotron.refresh_tracking() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.retire_gone_tables();
    perform synchrotron.follow_tables();
    perform synchrotron.track_relation(t.relation)
    from synchrotron.tracked_tables t
    where t.shape is distinct from synchrotron.table_shape(t.relation)
       or exists (
           select from pg_constraint c where c.conrelid = t.relation and c.contype = 'f' and not c.condeferrable);
    perform synchrotron.check_trackable(t.relation), synchrotron.check_references(t.relation),
        synchrotron.guard_triggers(t.relation)
    from synchrotron.tracked_tables t;
    perform synchrotron.copy_policies();
end
$$;

revoke execute on function synchrotron.policy_differences(), synchrotron.copy_policies() from public;

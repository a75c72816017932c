-- What cannot be made exact in a tracked table, or beside it, is refused when it is tracked and after each migration.

-- A default that is computed anew gives another value each time the action runs. The tree of an expression names its functions by number.
create function synchrotron.check_defaults(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    bad record;
begin
    select a.attname, pg_get_expr(d.adbin, d.adrelid) as expression into bad
    from pg_attribute a
    join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = relation and not a.attisdropped and a.attgenerated = '' and (
        d.adbin::text ~ '\{(SQLVALUEFUNCTION|NEXTVALUEEXPR) '
        or exists (
            select from regexp_matches(d.adbin::text, ':(?:funcid|opfuncid) (\d+)', 'g') as called (id)
            join pg_proc p on p.oid = called.id[1]::oid
            where p.provolatile <> 'i'))
    order by a.attnum
    limit 1;
    if bad.attname is not null then
        perform synchrotron.refuse_table(relation,
            format('the default of column %I is computed anew at each run (%s)', bad.attname, bad.expression),
            format('Give the value in the action: its time for now(), RowIds for ids. Then: alter table %s alter column %I drop default;',
                relation, bad.attname));
    end if;
end
$$;

create function synchrotron.check_rules(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    rule name;
begin
    select r.rulename into rule from pg_rewrite r where r.ev_class = relation order by r.rulename limit 1;
    if rule is not null then
        perform synchrotron.refuse_table(relation, format('it has the rule %I, which rewrites undo, too', rule),
            format('Replace the rule by a trigger: drop rule %I on %s;', rule, relation));
    end if;
end
$$;

-- The views over a table, and over these views, that show rows with the rights of their owner.
create function synchrotron.owners_views(relation regclass) returns setof regclass
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive over as (
        select relation::oid as oid
        union
        select r.ev_class
        from over o
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = o.oid
        join pg_rewrite r on r.oid = d.objid
    )
    select c.oid::regclass
    from over o
    join pg_class c on c.oid = o.oid
    where c.relkind = 'm' or c.relkind = 'v' and not coalesce((
        select v.option_value::boolean from pg_options_to_table(c.reloptions) v where v.option_name = 'security_invoker'), false)
$$;

-- Row level security does not reach through such a view: it would show an action, and so the log, what its author may not see.
create function synchrotron.check_views(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    open_view record;
begin
    select v.name, c.relkind, a.rolname into open_view
    from synchrotron.owners_views(relation) as v (name)
    join pg_class c on c.oid = v.name
    join pg_roles a on pg_has_role(a.oid, 'synchrotron_user', 'member') and not a.rolsuper and a.oid <> c.relowner
        and has_table_privilege(a.oid, c.oid, 'select')
    order by v.name::text, a.rolname
    limit 1;
    if open_view.name is not null then
        perform synchrotron.refuse_table(relation,
            format('view %s over it shows all rows to the role %I', open_view.name, open_view.rolname),
            case open_view.relkind
                when 'v' then format('alter view %s set (security_invoker = true);', open_view.name)
                else format('Replace it by a view with security_invoker, or: revoke select on %s from public, %I;',
                    open_view.name, open_view.rolname) end);
    end if;
end
$$;

create or replace function synchrotron.check_trackable(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.check_table_kind(relation);
    perform synchrotron.check_rules(relation);
    perform synchrotron.check_table_key(relation);
    perform synchrotron.check_audience_key(relation);
    perform synchrotron.check_column_types(relation);
    perform synchrotron.check_defaults(relation);
    perform synchrotron.check_views(relation);
    perform synchrotron.check_table_is_new(relation);
end
$$;

-- Undo deletes and inserts rows. A foreign key of a table that is not tracked would forbid that, or delete or change rows that nothing
-- could bring back.
create function synchrotron.check_references(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    reference record;
begin
    select k.conname, k.conrelid::regclass as child into reference
    from pg_constraint k
    where k.contype = 'f' and k.confrelid = relation
      and not exists (select from synchrotron.tracked_tables t where t.relation = k.conrelid)
    order by k.conrelid::regclass::text, k.conname
    limit 1;
    if reference.conname is not null then
        perform synchrotron.refuse_table(relation,
            format('table %s, which is not tracked, refers to it (foreign key %I)', reference.child, reference.conname),
            format('Track %1$s, too (in the same transaction, or before), or: alter table %1$s drop constraint %2$I;',
                reference.child, reference.conname));
    end if;
end
$$;

-- Checks the references to a table when the transaction ends that tracks it: others may be tracked after it.
create function synchrotron.check_tracked_table() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.check_references(t.relation)
    from synchrotron.tracked_tables t
    where t.relation = new.relation and exists (select from pg_class c where c.oid = t.relation);
    return null;
end
$$;

create constraint trigger check_references after insert or update on synchrotron.tracked_tables
    deferrable initially deferred
    for each row execute function synchrotron.check_tracked_table();

-- As before (V017). It also looks at all tables, because a migration may have changed what is beside them.
create or replace function synchrotron.refresh_tracking() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from synchrotron.tracked_tables t where not exists (select from pg_class c where c.oid = t.relation);
    perform synchrotron.track_relation(t.relation)
    from synchrotron.tracked_tables t
    where t.shape is distinct from synchrotron.table_shape(t.relation)
       or t.table_name <> (select c.relname from pg_class c where c.oid = t.relation)
       or exists (
           select from pg_constraint c where c.conrelid = t.relation and c.contype = 'f' and not c.condeferrable);
    perform synchrotron.check_trackable(t.relation), synchrotron.check_references(t.relation),
        synchrotron.guard_triggers(t.relation)
    from synchrotron.tracked_tables t;
end
$$;

revoke execute on function
    synchrotron.check_defaults(regclass),
    synchrotron.check_rules(regclass),
    synchrotron.owners_views(regclass),
    synchrotron.check_views(regclass),
    synchrotron.check_references(regclass),
    synchrotron.check_tracked_table()
from public;

-- Policies of the application on a tracked table. They decide what a run sees and may write, so they may depend only on what the run's
-- footprint depends on: on the row's audience and on the author. Whatever else they read, a late record could change without the run being
-- repeated.

-- Whether a policy applies when actions run, or when the engine applies and undoes changes.
create function synchrotron.policy_applies(policy_roles oid[], to_engine boolean) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from pg_roles a
        where case when to_engine then a.rolname = 'synchrotron_engine'
                else pg_has_role(a.oid, 'synchrotron_user', 'usage') and not a.rolsuper end
          and (0 = any (policy_roles) or exists (select from unnest(policy_roles) r where r <> 0 and pg_has_role(a.oid, r, 'usage'))))
$$;

-- What an expression of a policy reads and may not; null for nothing. The tree of an expression names its functions, and the tables of its
-- queries, by number, and a whole row as column 0. Settings are counted, because only the text of the expression has their names.
create function synchrotron.policy_objection(policy oid, relation regclass, expression pg_node_tree) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with called as (
        select p.oid, p.proname, p.pronamespace, p.provolatile
        from regexp_matches(expression::text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') as found (id)
        join pg_proc p on p.oid = found.id[1]::oid
    )
    select objection from (
        select 2, 'reads column ' || quote_ident(a.attname)
        from pg_depend d
        join pg_attribute a on a.attrelid = relation and a.attnum = d.refobjsubid and a.attname <> 'audience_key'
        where d.classid = 'pg_policy'::regclass and d.objid = policy and d.refclassid = 'pg_class'::regclass
          and d.refobjid = relation and d.refobjsubid > 0
        union all
        select 3, 'reads the whole row' where expression::text ~ ':varattno 0[ }]'
        union all
        select 1, 'reads table ' || found.id[1]::oid::regclass
        from regexp_matches(expression::text, ':relid ([1-9]\d*)', 'g') as found (id)
        union all
        select 4, 'calls ' || called.proname || '(), which is not immutable'
        from called
        where called.provolatile <> 'i' and called.proname <> 'current_setting'
          and not (called.pronamespace = 'synchrotron'::regnamespace
              and called.proname in ('is_my_audience', 'my_audiences', 'my_audience_set'))
        union all
        select 5, 'reads another setting than synchrotron.user_id and request.jwt.claim.sub'
        where (select count(*) from called where called.proname = 'current_setting') > regexp_count(
            pg_get_expr(expression, relation), 'current_setting\(''(synchrotron\.user_id|request\.jwt\.claim\.sub)''::text')
        union all
        select 6, 'reads the time, the date or the role' where expression::text ~ '\{SQLVALUEFUNCTION '
    ) as found (number, objection)
    order by number, objection
    limit 1
$$;

create function synchrotron.check_policies(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    policy record;
begin
    for policy in
        select p.polname, p.polpermissive, synchrotron.policy_applies(p.polroles, true) as to_engine,
            coalesce(synchrotron.policy_objection(p.oid, relation, p.polqual),
                synchrotron.policy_objection(p.oid, relation, p.polwithcheck)) as objection
        from pg_policy p
        where p.polrelid = relation
          and p.polname not in ('synchrotron_engine', 'synchrotron_owner', 'synchrotron_audience')
          and (synchrotron.policy_applies(p.polroles, false) or synchrotron.policy_applies(p.polroles, true))
        order by p.polname
    loop
        if policy.to_engine then
            perform synchrotron.refuse_table(relation,
                format('policy %I also applies to the role synchrotron_engine, which must see all rows to apply and undo changes',
                    policy.polname),
                format('Name the roles of your users: alter policy %I on %s to synchrotron_user;', policy.polname, relation));
        elsif policy.polpermissive then
            perform synchrotron.refuse_table(relation,
                format('policy %I is permissive, so it shows a run rows outside its footprint', policy.polname),
                'Create it as restrictive, and give who shall see the rows their audience in synchrotron.user_audiences.');
        elsif policy.objection is not null then
            perform synchrotron.refuse_table(relation, format('policy %I %s', policy.polname, policy.objection),
                'A policy may read audience_key and the settings synchrotron.user_id and request.jwt.claim.sub, and call immutable '
                    'functions and synchrotron.is_my_audience(). What else it reads may change without the runs that it decides about '
                    'being repeated: say it by the audience of the row, or check it in the action.');
        end if;
    end loop;
end
$$;

-- As before (V034), and the policies.
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
    perform synchrotron.check_policies(relation);
    perform synchrotron.check_views(relation);
    perform synchrotron.check_table_is_new(relation);
end
$$;

revoke execute on function
    synchrotron.policy_applies(oid[], boolean),
    synchrotron.policy_objection(oid, regclass, pg_node_tree),
    synchrotron.check_policies(regclass)
from public;

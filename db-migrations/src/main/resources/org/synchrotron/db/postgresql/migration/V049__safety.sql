-- What would let users see or write more than row level security allows. A server does not start while there is any of it.

-- The first objection of the checks that a table passed when it was tracked and that protect its rows; null for none.
create function synchrotron.table_objection(relation regclass) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    reason text;
    remedy text;
begin
    perform synchrotron.check_policies(relation);
    perform synchrotron.check_views(relation);
    return null;
exception when sqlstate 'SY005' then
    get stacked diagnostics reason = message_text, remedy = pg_exception_hint;
    return reason || '. ' || remedy;
end
$$;

create function synchrotron.unsafe(roles text[]) returns setof text
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select format('the role %I %s. alter role %1$I %3$s;', r.rolname, found.reason, found.remedy)
    from pg_roles r
    cross join lateral (values
        (r.rolsuper, 'is a superuser, for whom row level security does not hold', 'nosuperuser'),
        (r.rolbypassrls, 'bypasses row level security', 'nobypassrls'),
        (r.rolname = session_user and r.rolinherit and not r.rolsuper,
            'inherits the rights of its roles, so work that sets no role is not refused', 'noinherit')
    ) as found (is_unsafe, reason, remedy)
    where found.is_unsafe and r.rolname in (select session_user union select 'synchrotron_engine' union select unnest(roles))
    union all
    select format('the role %I may act as %I, the owner of table %s, who may turn row level security off. revoke %2$I from %1$I;',
        used.name, pg_get_userbyid(c.relowner), c.oid::regclass)
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    cross join (select session_user union select unnest(roles)) as used (name)
    join pg_roles r on r.rolname = used.name and not r.rolsuper
    where pg_has_role(r.oid, c.relowner, 'member')
    union all
    select format('table %s: row level security is not %s. alter table %1$s enable row level security, force row level security;',
        c.oid::regclass, case when c.relrowsecurity then 'forced' else 'enabled' end)
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    where not c.relrowsecurity or not c.relforcerowsecurity
    union all
    select objection
    from synchrotron.tracked_tables t
    join pg_class c on c.oid = t.relation
    cross join synchrotron.table_objection(t.relation) as objection
    where objection is not null
    union all
    select format('%s does not hold for the log. select synchrotron.refresh_tracking();', d.source)
    from synchrotron.policy_differences() d
    where d.source is not null
$$;

comment on function synchrotron.unsafe(text[]) is
    'What lets these roles or the login of this connection pass row level security, a sentence each, with what to do; none if all is well.';

revoke execute on function synchrotron.table_objection(regclass), synchrotron.unsafe(text[]) from public;
grant execute on function synchrotron.unsafe(text[]) to synchrotron_engine;

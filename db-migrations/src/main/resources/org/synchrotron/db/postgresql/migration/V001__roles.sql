-- The three roles. Roles belong to the whole cluster, so a migration of another database may have created them already.
--   synchrotron_engine  does the engine's work: log, undo, apply. Policies, and not BYPASSRLS, let it see all rows.
--   synchrotron_user    runs the requests of users: reads the log and writes tracked tables, both under policies.
--   synchrotron_login   opens the server's connections. It has no rights of its own, so a forgotten SET LOCAL ROLE fails closed.
-- The migration command sets the password of synchrotron_login.

do $$
begin
    if not exists (select from pg_roles where rolname = 'synchrotron_engine') then
        create role synchrotron_engine nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'synchrotron_user') then
        create role synchrotron_user nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'synchrotron_login') then
        create role synchrotron_login login noinherit;
    end if;
    if not pg_has_role('synchrotron_login', 'synchrotron_engine', 'member') then
        grant synchrotron_engine to synchrotron_login;
    end if;
    if not pg_has_role('synchrotron_login', 'synchrotron_user', 'member') then
        grant synchrotron_user to synchrotron_login;
    end if;
end
$$;

-- Refuses existing roles with rights that would bypass row level security.
do $$
declare
    unsafe text;
begin
    select string_agg(rolname, ', ' order by rolname) into unsafe
    from pg_roles
    where rolname in ('synchrotron_engine', 'synchrotron_user', 'synchrotron_login')
      and (rolsuper or rolbypassrls or (rolname = 'synchrotron_login' and rolinherit));
    if unsafe is not null then
        raise exception 'existing role has more rights than the sync engine may have: %', unsafe
            using errcode = 'SY009',
                  hint = 'The roles must be NOSUPERUSER NOBYPASSRLS, and synchrotron_login NOINHERIT: alter or drop them.';
    end if;
end
$$;

grant usage on schema synchrotron to synchrotron_engine, synchrotron_user;

-- The audiences that each user may see. The application replaces this view with `create or replace view`. Until then nobody sees
-- anything.
create view synchrotron.user_audiences (user_id, audience_key) as
    select null::text, null::text where false;

comment on view synchrotron.user_audiences is 'user_id text, audience_key text: replaced by the application.';

grant select on synchrotron.user_audiences to synchrotron_engine;

-- The audiences of this transaction's user. Null and '' mean nobody; a pooled connection has '' after a commit.
-- Every statement on a tracked table calls this function. It is in PL/pgSQL because PL/pgSQL keeps its plan.
create function synchrotron.my_audiences() returns setof text
language plpgsql stable security definer rows 20
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select a.audience_key
        from synchrotron.user_audiences a
        where a.user_id = nullif(current_setting('synchrotron.user_id', true), '');
end
$$;

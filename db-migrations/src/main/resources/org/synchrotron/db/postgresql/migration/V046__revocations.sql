-- Tokens that are not accepted any more although they have not expired: one token by its id, or all tokens of a user that were issued up to
-- the moment of the revocation. No token is valid for longer than 30 days, so a revocation is needed no longer.
create table synchrotron.revocations (
    id bigint generated always as identity primary key,
    user_id text,
    token_id text,
    revoked_at timestamptz not null default clock_timestamp(),
    check (num_nonnulls(user_id, token_id) = 1)
);

comment on table synchrotron.revocations is
    'Revoked tokens: one by its id, or all of a user that were issued up to this time. They are removed after 31 days.';

create index on synchrotron.revocations (revoked_at);

grant select, insert, delete on synchrotron.revocations to synchrotron_engine;

-- Servers are notified of each change, so that they end the connections that go on under such a token.
create function synchrotron.notify_revocations() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_notify('synchrotron_revocations', '');
    return null;
end
$$;

create trigger notify_revocations
    after insert or update or delete or truncate on synchrotron.revocations
    for each statement execute function synchrotron.notify_revocations();

create function synchrotron.forget_revocations() returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    delete from synchrotron.revocations r where r.revoked_at < now() - interval '31 days'
$$;

create function synchrotron.revoke_user(user_id text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.forget_revocations();
    insert into synchrotron.revocations (user_id) values ($1)
$$;

comment on function synchrotron.revoke_user(text) is
    'Revokes all tokens of a user that were issued up to now, and those that do not say when. Connections under them end.';

create function synchrotron.revoke_token(token_id text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.forget_revocations();
    insert into synchrotron.revocations (token_id) values ($1)
$$;

comment on function synchrotron.revoke_token(text) is
    'Revokes the token with this id (the claim jti). Connections under it end.';

revoke execute on function
    synchrotron.notify_revocations(),
    synchrotron.forget_revocations(),
    synchrotron.revoke_user(text),
    synchrotron.revoke_token(text)
from public;
grant execute on function
    synchrotron.forget_revocations(),
    synchrotron.revoke_user(text),
    synchrotron.revoke_token(text)
to synchrotron_engine;

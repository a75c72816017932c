-- The application of the simulation; the same tracked tables are in the clients' files.
create table items (
    id text primary key,
    audience_key text not null,
    x bigint not null,
    t text not null,
    tag text,
    code text,
    -- Without the audience: a constraint that ties audiences together.
    constraint items_code unique (code)
);
select synchrotron.track('items');

create table accounts (
    id text primary key,
    audience_key text not null,
    balance bigint not null,
    -- How often the balance changed; a trigger of the application counts.
    moves bigint not null default 0
);
create function count_move() returns trigger
language plpgsql
as $$
begin
    update accounts set moves = moves + 1 where id = new.id;
    return null;
end
$$;
create trigger count_move after update of balance on accounts for each row execute function count_move();
select synchrotron.track('accounts');

-- The members of founded audiences.
create table memberships (
    id text primary key,
    audience_key text not null,
    member text not null
);
-- The first row of a founded audience counts its members.
create function count_member() returns trigger
language plpgsql
as $$
begin
    update items set x = x + 1 where id = new.audience_key || '/0';
    return null;
end
$$;
create trigger count_member after insert on memberships for each row execute function count_member();
select synchrotron.track('memberships');

-- The members of the audiences that nobody founds.
create table members (user_id text not null, audience_key text not null, primary key (user_id, audience_key));
create or replace view synchrotron.user_audiences (user_id, audience_key) as
    select user_id, audience_key from members
    union all
    select member, audience_key from memberships;

-- A write to items or accounts fails for a reason of the world when this many are done. 0: none fails. A sequence, because what a transaction
-- that is rolled back counts stays counted.
create sequence simulated_failure increment by -1 minvalue 0 maxvalue 1000000 start with 1;
select setval('simulated_failure', 0);
create table simulated_failure_state (sqlstate text not null);
insert into simulated_failure_state values ('55P03');

-- A function of the engine's schema, so that the engine takes its triggers for its own: they fail when it undoes, too.
create function synchrotron.simulate_failure() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
    if (select last_value from simulated_failure) > 0 and nextval('simulated_failure') = 0 then
        raise exception 'simulated failure' using errcode = (select s.sqlstate from simulated_failure_state s);
    end if;
    return coalesce(new, old);
end
$$;

create trigger simulate_failure before insert or update or delete on items
    for each row execute function synchrotron.simulate_failure();
create trigger simulate_failure before insert or update or delete on accounts
    for each row execute function synchrotron.simulate_failure();

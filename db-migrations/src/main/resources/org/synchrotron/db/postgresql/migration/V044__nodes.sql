-- The nodes that are alive, and the tags of the actions whose code they have. While a new version is deployed node by node, a node without the
-- code of an action knows by this that another one has it.
create table synchrotron.nodes (
    id integer generated always as identity primary key,
    tags text[] not null
);

comment on table synchrotron.nodes is 'The nodes that are connected, with the tags of their actions; others are removed when the next node connects.';

grant select, insert, delete on synchrotron.nodes to synchrotron_engine;

-- A node is alive as long as the connection on which it announced itself: that holds an advisory lock of the class "sync".
create function synchrotron.is_live(node integer) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from pg_locks l
        where l.locktype = 'advisory' and l.classid = x'73796e63'::integer and l.objid = node::oid and l.objsubid = 2
          and l.database = (select d.oid from pg_database d where d.datname = current_database()))
$$;

-- Announces the node of this connection, until the connection ends.
create function synchrotron.announce_node(tags text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    node integer;
begin
    insert into synchrotron.nodes (tags) values ($1) returning id into node;
    perform pg_advisory_lock(x'73796e63'::integer, node);
    delete from synchrotron.nodes n where not synchrotron.is_live(n.id);
end
$$;

revoke execute on function synchrotron.is_live(integer), synchrotron.announce_node(text[]) from public;
grant execute on function synchrotron.is_live(integer), synchrotron.announce_node(text[]) to synchrotron_engine;

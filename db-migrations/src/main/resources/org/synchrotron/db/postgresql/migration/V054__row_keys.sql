-- A row that a record names has one key, however its id is spelled: PostgreSQL takes a uuid in several spellings. The server gives keys of the plain
-- spelling; so does this function from now on. Before, a late record did not make the changes of migrations be applied again to rows whose ids have
-- upper-case letters or hyphens.
create or replace function synchrotron.row_key(table_name text, row_id text) returns bigint
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select ('x' || encode(substring(
        sha256(convert_to(lower(table_name) || ':' || lower(translate(row_id, '-{}', '')), 'UTF8')) from 1 for 8), 'hex'))::bit(64)::bigint
$$;

delete from synchrotron.footprint_rows n using synchrotron.action_records r
where r.id = n.record_id and r._tag in ('_InternalMigration', '_InternalAdoption');

update synchrotron.action_records r set named_rows = written.keys
from (
    select m.action_record_id as id, array_agg(distinct synchrotron.row_key(m.table_name, m.row_id)) as keys
    from synchrotron.action_modified_rows m
    group by m.action_record_id
) as written
where r.id = written.id and r._tag in ('_InternalMigration', '_InternalAdoption') and r.named_rows is not null;

insert into synchrotron.footprint_rows (row_key, clock_time_ms, record_id)
select key, r.clock_time_ms, r.id
from synchrotron.action_records r cross join unnest(r.named_rows) as key
where r._tag in ('_InternalMigration', '_InternalAdoption');

-- The server's login asks before it opens any scope, so that an unsafe one is told why.
grant execute on function synchrotron.unsafe(text[]) to synchrotron_login;

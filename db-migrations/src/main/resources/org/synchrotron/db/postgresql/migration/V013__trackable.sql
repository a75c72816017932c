-- Refuses a table that cannot be tracked. The hint says what to change.
create function synchrotron.check_trackable(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    perform synchrotron.check_table_kind(relation);
    perform synchrotron.check_table_key(relation);
    perform synchrotron.check_audience_key(relation);
    perform synchrotron.check_column_types(relation);
    perform synchrotron.check_table_is_new(relation);
end
$$;

create function synchrotron.refuse_table(relation regclass, reason text, hint text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    select synchrotron.refuse('SY005', format('table %s cannot be tracked: %s', relation, reason), hint)
$$;

create function synchrotron.check_table_kind(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from pg_class c
        where c.oid = relation and c.relkind = 'r' and c.relpersistence <> 't'
          and not exists (select from pg_inherits i where c.oid in (i.inhrelid, i.inhparent))) then
        perform synchrotron.refuse_table(relation, 'it is not an ordinary table',
            'Track an ordinary table: no view, partition, temporary table or inheritance.');
    end if;
end
$$;

create function synchrotron.check_table_key(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from pg_attribute where attrelid = relation and attname = 'id' and not attisdropped) then
        perform synchrotron.refuse_table(relation, 'column id is missing', 'Add a column id and make it the primary key.');
    end if;
    if not exists (
        select from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'id' and i.indkey::text = a.attnum::text
        where i.indrelid = relation and i.indisprimary and i.indimmediate) then
        perform synchrotron.refuse_table(relation, 'column id is not its primary key',
            'Make id alone the primary key, not deferrable; for another natural key add a unique constraint.');
    end if;
    -- Equal ids must have the same text.
    if not exists (
        select from pg_attribute
        where attrelid = relation and attname = 'id' and atttypid = any (
            '{text, varchar, bpchar, uuid, smallint, integer, bigint}'::regtype[])) then
        perform synchrotron.refuse_table(relation, 'column id has a type that cannot identify a row',
            'Declare id as text, varchar, char, uuid, smallint, integer or bigint.');
    end if;
end
$$;

create function synchrotron.check_audience_key(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    audience pg_attribute;
begin
    select * into audience
    from pg_attribute where attrelid = relation and attname = 'audience_key' and not attisdropped;
    if audience.attname is null then
        perform synchrotron.refuse_table(relation, 'column audience_key is missing',
            'Add a column audience_key text not null, ordinary or generated always as (...) stored.');
    end if;
    if audience.atttypid not in ('text'::regtype, 'varchar'::regtype) or not audience.attnotnull
        or audience.attgenerated not in ('', 's') then
        perform synchrotron.refuse_table(relation, 'column audience_key is not declared text not null',
            'Declare audience_key text not null, ordinary or generated always as (...) stored.');
    end if;
end
$$;

create function synchrotron.check_column_types(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    bad record;
begin
    select a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attidentity into bad
    from pg_attribute a
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and (a.attidentity <> '' or not exists (select from synchrotron.column_types t where t.type = a.atttypid))
    order by a.attnum
    limit 1;
    if bad.attidentity <> '' then
        perform synchrotron.refuse_table(relation, format('column %I is an identity column', bad.attname),
            'Give ids in the action (RowIds); ids from the database would differ on every replica.');
    elsif bad.attname is not null then
        perform synchrotron.refuse_table(relation,
            format('type %s of column %I is not supported', bad.type, bad.attname),
            'Supported: text, varchar, char, uuid, date, smallint, integer, bigint, real, double precision, numeric, '
            'boolean, timestamptz, bytea, json, jsonb.');
    end if;
end
$$;

-- Refuses a table with rows that no action wrote, because the log and the clients would not know them. A table that is tracked
-- already may be tracked again.
create function synchrotron.check_table_is_new(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    other regclass;
    filled boolean;
begin
    if exists (select from synchrotron.tracked_tables t where t.relation = $1) then
        return;
    end if;
    select t.relation into other
    from synchrotron.tracked_tables t
    join pg_class mine on mine.oid = $1 and mine.relname = t.table_name
    join pg_class theirs on theirs.oid = t.relation;
    if other is not null then
        perform synchrotron.refuse_table(relation, format('table %s of the same name is tracked already', other),
            'The log names a table without its schema: rename one of them.');
    end if;
    execute format('select exists (select from %s)', relation) into filled;
    if filled then
        perform synchrotron.refuse_table(relation, 'it has rows that no action wrote',
            'Track the table while it is empty and write its rows in actions.');
    end if;
end
$$;

revoke execute on function
    synchrotron.check_trackable(regclass),
    synchrotron.refuse_table(regclass, text, text),
    synchrotron.check_table_kind(regclass),
    synchrotron.check_table_key(regclass),
    synchrotron.check_audience_key(regclass),
    synchrotron.check_column_types(regclass),
    synchrotron.check_table_is_new(regclass)
from public;

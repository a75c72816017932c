-- What the server tells its clients about its tracked tables, and the names that it tracked once.

-- Numbers of columns stay when a column is renamed, so a renamed column can be told from a dropped one.
alter table synchrotron.tracked_tables
    add column column_numbers smallint[] not null default '{}',
    add column column_types text[] not null default '{}';

comment on column synchrotron.tracked_tables.column_numbers is 'The number in pg_attribute of each of column_names.';
comment on column synchrotron.tracked_tables.column_types is 'The portable type of each of column_names.';

-- The portable types, as ColumnType in Java.
alter table synchrotron.column_types add column portable_type text not null default '';

update synchrotron.column_types set portable_type = case
    when type in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype) then 'text'
    when type in ('real'::regtype, 'double precision'::regtype) then 'real'
    when type in ('json'::regtype, 'jsonb'::regtype) then 'json'
    when type = 'numeric'::regtype then 'decimal'
    when type = 'timestamptz'::regtype then 'timestamp'
    when type = 'bytea'::regtype then 'bytes'
    else type::text end;

alter table synchrotron.column_types add check (portable_type in (
    'text', 'uuid', 'date', 'timestamp', 'smallint', 'integer', 'bigint', 'real', 'decimal', 'boolean', 'bytes', 'json'));

-- The numbers and portable types of the columns that tracked_columns() gives, in the same order.
create function synchrotron.column_identities(relation regclass)
returns table (name text, number smallint, portable_type text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.name, a.attnum, t.portable_type
    from synchrotron.tracked_columns(relation) with ordinality as c
        (name, cast_type, default_value, portable, compared, restored, refused, reason, stored, n)
    join pg_attribute a on a.attrelid = relation and a.attname = c.name
    join synchrotron.column_types t on t.type = a.atttypid
    order by c.n
$$;

revoke execute on function synchrotron.column_identities(regclass) from public;

create or replace function synchrotron.register(relation regclass, name text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    -- Deletes the table's entry, which may have a former name, and the entry of a dropped table of this name.
    delete from synchrotron.tracked_tables t
    where t.relation = $1 or (t.table_name = name and not exists (select from pg_class c where c.oid = t.relation));
    insert into synchrotron.tracked_tables
        (table_name, relation, column_names, column_numbers, column_types, shape, row_values, id_type)
    select name, $1, array(select c.name from synchrotron.column_identities($1) c),
        array(select c.number from synchrotron.column_identities($1) c),
        array(select c.portable_type from synchrotron.column_identities($1) c),
        synchrotron.table_shape($1), synchrotron.row_values_expression($1),
        (select c.cast_type from synchrotron.tracked_columns($1) c where c.name = 'id')
$$;

update synchrotron.tracked_tables t
set (column_numbers, column_types) = (
    select array_agg(coalesce(c.number, 0) order by noted.n), array_agg(coalesce(c.portable_type, 'text') order by noted.n)
    from unnest(t.column_names) with ordinality as noted (name, n)
    left join synchrotron.column_identities(t.relation) c on c.name = noted.name)
where exists (select from pg_class c where c.oid = t.relation);

-- How far the application's migrations are. The migration command writes it.
create table synchrotron.application_schema (
    only_row boolean primary key default true check (only_row),
    version text not null check (version <> '')
);

insert into synchrotron.application_schema (version) values ('0');

comment on table synchrotron.application_schema is 'The version of the latest application migration, for people; one row.';

grant select on synchrotron.application_schema to synchrotron_engine, synchrotron_user;

-- Names that were tracked once.
create table synchrotron.retired_names (
    table_name text not null,
    column_name text not null,
    primary key (table_name, column_name)
);

comment on table synchrotron.retired_names is 'Tables and columns that were tracked, and were dropped, renamed or untracked.';
comment on column synchrotron.retired_names.column_name is 'Empty for a table.';

grant select on synchrotron.retired_names to synchrotron_engine;

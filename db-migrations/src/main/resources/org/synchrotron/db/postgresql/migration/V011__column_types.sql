-- The supported column types, with expressions that convert their values to portable JSON and back. Templates for format():
--   portable  %1$s is the column's value; jsonb_build_object() converts the result to the portable value
--   compared  %1$s is the column's value; two values are the same if their results are equal
--   restored  %1$s is the patch, %2$L the column's name; the result is the column's value
--   refused   %1$s is the column's value; true if the value has no portable form; `reason` says why
--   stored    %1$s is the column's value; the result is stored instead, so that the portable form loses nothing
create table synchrotron.column_types (
    type regtype primary key,
    portable text not null default '%1$s',
    compared text not null default '%1$s',
    restored text not null default '%1$s ->> %2$L',
    refused text,
    reason text,
    stored text
);

insert into synchrotron.column_types (type)
values ('uuid'), ('smallint'), ('integer'), ('bigint'), ('boolean');

insert into synchrotron.column_types (type, portable, compared)
values
    ('text', '%1$s', '%1$s collate "C"'),
    ('varchar', '%1$s', '%1$s collate "C"'),
    ('bpchar', '%1$s::text', '%1$s::text collate "C"'), -- removes the padding
    ('bytea', $t$'\x' || encode(%1$s, 'hex')$t$, '%1$s');

-- Stores -0 as 0, as SQLite does.
insert into synchrotron.column_types (type, refused, reason, stored)
values
    ('real', $t$%1$s in ('NaN', 'Infinity', '-Infinity')$t$, 'NaN and infinity have no JSON form', '%1$s + 0'),
    ('double precision', $t$%1$s in ('NaN', 'Infinity', '-Infinity')$t$, 'NaN and infinity have no JSON form', '%1$s + 0');

-- 1.1 and 1.10 are equal numbers but not the same value.
insert into synchrotron.column_types (type, compared, refused, reason)
values ('numeric', '%1$s::text', $t$%1$s in ('NaN', 'Infinity', '-Infinity')$t$, 'NaN and infinity have no JSON form');

insert into synchrotron.column_types (type, portable, refused, reason)
values
    ('date', '%1$s', $t$not %1$s between '0001-01-01' and '9999-12-31'$t$, 'years go from 1 to 9999'),
    ('timestamptz', 'synchrotron.portable_instant(%1$s)',
        $t$not (%1$s >= '0001-01-01 00:00:00Z' and %1$s < '10000-01-01 00:00:00Z')$t$, 'years go from 1 to 9999');

-- A json column stores the text that jsonb prints, because the patch keeps nothing else.
insert into synchrotron.column_types (type, portable, compared, restored, refused, reason, stored)
values
    ('jsonb', '%1$s', '%1$s::text', $t$nullif(%1$s -> %2$L, 'null')$t$,
        $t$jsonb_typeof(%1$s) = 'null'$t$, 'JSON null cannot be told from SQL NULL', null),
    ('json', '%1$s::jsonb', '%1$s::text', $t$nullif(%1$s -> %2$L, 'null')$t$,
        $t$json_typeof(%1$s) = 'null'$t$, 'JSON null cannot be told from SQL NULL', '%1$s::jsonb');

-- The text of an instant, exactly as in java.time.Instant#toString: a fraction of zero, three or six digits.
create function synchrotron.portable_instant(instant timestamptz) returns text
language sql stable
as $$
    select to_char(instant at time zone 'UTC', case instant
        when date_trunc('second', instant) then 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        when date_trunc('milliseconds', instant) then 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'
        else 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
    end)
$$;

revoke execute on function synchrotron.portable_instant(timestamptz) from public;
grant execute on function synchrotron.portable_instant(timestamptz) to synchrotron_engine;

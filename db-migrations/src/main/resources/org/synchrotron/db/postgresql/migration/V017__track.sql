-- select synchrotron.track('todos')  installs capture, row level security and rights on a table.
-- Call it in the application's migration, and again after ALTER TABLE. It looks the name up in the search path. The name may be
-- qualified and quoted: track('app.todos'), track('"To Dos"').

create function synchrotron.track(table_name text) returns void
language plpgsql
as $$
declare
    relation pg_catalog.regclass := pg_catalog.to_regclass(pg_catalog.quote_ident(table_name));
begin
    if relation is null then
        relation := pg_catalog.to_regclass(table_name);
    end if;
    if relation is null then
        perform synchrotron.refuse('SY005', pg_catalog.format('table %s cannot be tracked: it does not exist', table_name),
            'Create it first, or name its schema.');
    end if;
    perform synchrotron.track_relation(relation);
end
$$;

create function synchrotron.track_relation(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    name text;
begin
    perform synchrotron.check_trackable(relation);
    select relname into name from pg_class where oid = relation;
    perform synchrotron.register(relation, name);
    perform synchrotron.create_functions(relation, name);
    perform synchrotron.create_triggers(relation, name);
    perform synchrotron.make_foreign_keys_deferrable(relation);
    perform synchrotron.secure_table(relation, name);
end
$$;

create function synchrotron.register(relation regclass, name text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    -- Deletes the table's entry, which may have a former name, and the entry of a dropped table of this name.
    delete from synchrotron.tracked_tables t
    where t.relation = $1 or (t.table_name = name and not exists (select from pg_class c where c.oid = t.relation));
    insert into synchrotron.tracked_tables (table_name, relation, column_names, shape)
    select name, $1, array(select c.name from synchrotron.tracked_columns($1) c), synchrotron.table_shape($1)
$$;

create function synchrotron.create_functions(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    capture text := synchrotron.function_name('capture', name);
    writer text := synchrotron.function_name('write', name);
    image text := synchrotron.function_name('image', name);
    normalize text := synchrotron.normalize_source(relation, name);
begin
    execute synchrotron.capture_source(relation, name);
    execute format('revoke execute on function synchrotron.%I() from public', capture);
    execute synchrotron.writer_source(relation, name);
    execute format('revoke execute on function synchrotron.%I(text, text[], text[], jsonb[]) from public', writer);
    execute format('grant execute on function synchrotron.%I(text, text[], text[], jsonb[])
        to synchrotron_engine, synchrotron_user', writer);
    execute synchrotron.image_source(relation, name);
    execute format('revoke execute on function synchrotron.%I(text[]) from public', image);
    execute format('grant execute on function synchrotron.%I(text[]) to synchrotron_engine', image);
    if normalize is not null then
        execute normalize;
    end if;
end
$$;

create function synchrotron.create_triggers(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('drop trigger if exists synchrotron_capture on %s', relation);
    execute format('create trigger synchrotron_capture after insert or update or delete on %s
        for each row execute function synchrotron.%I()', relation, synchrotron.function_name('capture', name));
    execute format('drop trigger if exists synchrotron_truncate on %s', relation);
    execute format('create trigger synchrotron_truncate before truncate on %s
        for each statement execute function synchrotron.refuse_truncate()', relation);
    execute format('drop trigger if exists synchrotron_normalize on %s', relation);
    if exists (select from synchrotron.tracked_columns(relation) where stored is not null) then
        execute format('create trigger synchrotron_normalize before insert or update on %s
            for each row execute function synchrotron.%I()', relation, synchrotron.function_name('normalize', name));
    end if;
end
$$;

-- Undo defers foreign keys: a cascade captures the parent before its children, so undo restores the children first. All other
-- statements still check them at once.
create function synchrotron.make_foreign_keys_deferrable(relation regclass) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    foreign_key name;
begin
    for foreign_key in
        select conname from pg_constraint where conrelid = relation and contype = 'f' and not condeferrable
    loop
        execute format('alter table %s alter constraint %I deferrable initially immediate', relation, foreign_key);
    end loop;
end
$$;

-- The owner may read but not write: the view user_audiences may read a tracked table, and does so with its owner's rights.
create function synchrotron.secure_table(relation regclass, name text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    owner name;
    namespace name;
begin
    select pg_get_userbyid(c.relowner), n.nspname into owner, namespace
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = relation;
    execute format('alter table %s enable row level security, force row level security', relation);
    execute format('drop policy if exists synchrotron_engine on %s', relation);
    execute format('create policy synchrotron_engine on %s to synchrotron_engine using (true) with check (true)', relation);
    execute format('drop policy if exists synchrotron_owner on %s', relation);
    execute format('create policy synchrotron_owner on %s for select to %I using (true)', relation, owner);
    execute format('drop policy if exists synchrotron_audience on %s', relation);
    execute format('create policy synchrotron_audience on %s
        using (audience_key = any (array(select synchrotron.my_audiences())))
        with check (audience_key = any (array(select synchrotron.my_audiences())))', relation);
    execute format('grant select, insert, update, delete on %s to synchrotron_engine, synchrotron_user', relation);
    if not has_schema_privilege('synchrotron_engine', namespace, 'usage')
        or not has_schema_privilege('synchrotron_user', namespace, 'usage') then
        execute format('grant usage on schema %I to synchrotron_engine, synchrotron_user', namespace);
    end if;
end
$$;

-- Tracks altered tables again and deletes the entries of dropped tables. The migration command calls it after the application's
-- migrations.
create function synchrotron.refresh_tracking() returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    delete from synchrotron.tracked_tables t where not exists (select from pg_class c where c.oid = t.relation);
    select synchrotron.track_relation(t.relation)
    from synchrotron.tracked_tables t
    where t.shape is distinct from synchrotron.table_shape(t.relation)
       or t.table_name <> (select c.relname from pg_class c where c.oid = t.relation)
       or exists (
           select from pg_constraint c where c.conrelid = t.relation and c.contype = 'f' and not c.condeferrable);
$$;

revoke execute on function
    synchrotron.track(text),
    synchrotron.track_relation(regclass),
    synchrotron.register(regclass, text),
    synchrotron.create_functions(regclass, text),
    synchrotron.create_triggers(regclass, text),
    synchrotron.make_foreign_keys_deferrable(regclass),
    synchrotron.secure_table(regclass, text),
    synchrotron.refresh_tracking()
from public;

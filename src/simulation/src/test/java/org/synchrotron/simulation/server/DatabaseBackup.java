package org.synchrotron.simulation.server;

/** The backup of the server's database: copies of all tables that the server writes, in a schema of their own. The members stay as they are. */
final class DatabaseBackup {

    private static final String TABLES = """
            synchrotron.clients, synchrotron.action_records, synchrotron.action_modified_rows, synchrotron.applied_changes,
            synchrotron.outcome_changes, synchrotron.further_views, synchrotron.touched_constraints, synchrotron.footprints,
            synchrotron.footprint_rows, synchrotron.withdrawals, synchrotron.floor, synchrotron.removed_records, synchrotron.floor_rows,
            synchrotron.deleted_rows, synchrotron.grants, synchrotron.grant_audiences, items, accounts, memberships""";

    static final String MAKE = """
            drop schema if exists backup cascade;
            create schema backup;
            do $$
            declare
                source text;
            begin
                foreach source in array regexp_split_to_array('%s', ',[[:space:]]*') loop
                    execute format('create table backup.%%I as table %%s', split_part('synchrotron.' || source, '.', -1), source);
                end loop;
            end
            $$""".formatted(TABLES);

    /** Triggers refuse to truncate tracked tables; a replica's session has none. */
    static final String RESTORE = """
            set session_replication_role = replica;
            truncate %1$s;
            do $$
            declare
                target text;
                columns text;
            begin
                foreach target in array regexp_split_to_array('%1$s', ',[[:space:]]*') loop
                    select string_agg(quote_ident(a.attname), ', ') into columns from pg_attribute a
                    where a.attrelid = target::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
                    execute format('insert into %%s (%%s) overriding system value select %%2$s from backup.%%3$I',
                        target, columns, split_part('synchrotron.' || target, '.', -1));
                end loop;
            end
            $$;
            set session_replication_role = origin""".formatted(TABLES);

    private DatabaseBackup() {}
}

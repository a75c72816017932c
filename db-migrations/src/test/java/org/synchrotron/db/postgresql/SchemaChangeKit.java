package org.synchrotron.db.postgresql;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests of schema changes. The record A inserts the row t, the record B updates it. Both are in the log before the schema changes. */
abstract class SchemaChangeKit {

    static final String A = "00000000-0000-4000-8000-00000000000a";
    static final String B = "00000000-0000-4000-8000-00000000000b";
    static final String C = "00000000-0000-4000-8000-00000000000c";
    static final String REFRESH = "select synchrotron.refresh_tracking()";

    TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", title text, n integer");
        database.act("ann", A, "insert into todos values ('t', 'a', 'x', 1)");
        database.act("ann", B, "update todos set title = 'y', n = 2");
        log(A, 1);
        log(B, 2);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    final void migrate(String... statements) throws SQLException {
        database.define(statements);
        database.define(REFRESH);
    }

    /** Puts the record with what it did into the log. */
    final void log(String id, int ingestId) throws SQLException {
        database.transaction(
                session -> session.asEngine().run("""
                        insert into synchrotron.action_records (id, server_ingest_id, _tag, user_id, client_id, clock_time_ms,
                            clock_counter, clock, args, created_at, outcome, grant_id, footprint_id)
                        select '%1$s', %2$s, 'tag_v1', 'ann', 'ann-1', %2$s, 0, '{}', '{}', now(), 'applied', g,
                            synchrotron.footprint_of('%1$s', g, g, false)
                        from synchrotron.present_grant('ann') g
                        """.formatted(id, ingestId), """
                        insert into synchrotron.action_modified_rows (action_record_id, sequence, server_ingest_id, table_name, row_id,
                            audience_key, operation, forward_patches, reverse_patches)
                        select action_record_id, row_number() over (order by position), %2$s, table_name, row_id, audience_key, operation,
                            forward_patches, reverse_patches
                        from synchrotron.applied_changes where action_record_id = '%1$s'
                        """.formatted(id, ingestId)));
    }

    final List<String> logged() throws SQLException {
        return read("""
                        select table_name, operation, forward_patches, reverse_patches
                        from synchrotron.action_modified_rows order by server_ingest_id, sequence
                        """);
    }

    final List<String> retired() throws SQLException {
        return read("""
                        select table_name, column_name, present_table, present_column
                        from synchrotron.retired_names order by 1, 2
                        """);
    }

    final List<String> read(String sql) throws SQLException {
        return database.transaction(session -> session.asEngine().rows(sql));
    }

    final String apply(String change) throws SQLException {
        return database.transaction(session -> session.asUser("ann")
                .record(C)
                .value("select synchrotron.apply_changes(?::jsonb)", "[" + change + "]"));
    }

    static String update(String table, String patch) {
        return "{\"table_name\":\"%s\",\"row_id\":\"t\",\"audience_key\":\"a\",\"operation\":\"UPDATE\",\"forward_patches\":%s}"
                .formatted(table, patch);
    }
}

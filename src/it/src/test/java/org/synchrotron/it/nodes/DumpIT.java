package org.synchrotron.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.DumpedPostgres;

/** A dump by the administrator of the page, with {@code pg_dump}; what the role of backups reads is tested by COPY, too. */
@DisplayName("A dump")
class DumpIT {

    @Test
    void isTheWholeDatabaseInAnotherCluster() {
        Optional<DumpedPostgres> installed = DumpedPostgres.migrated();
        if (installed.isEmpty()) {
            System.out.println("[restore] no dump: this machine has no PostgreSQL with pg_dump and pg_restore");
        }
        assumeTrue(installed.isPresent(), "a PostgreSQL with pg_dump and pg_restore is installed");
        try (DumpedPostgres original = installed.get()) {
            write(original);
            original.allowDumps();
            assertThatThrownBy(() -> original.dumpWithout("--enable-row-security"))
                    .hasMessageContaining("row-level security");
            original.dump();

            Map<String, String> contents = original.contents();
            try (DumpedPostgres restored = original.restoredElsewhere()) {
                assertThat(restored.contents()).isEqualTo(contents);
                assertThat(restored.unsafe()).isEqualTo(original.unsafe());
            }
            assertThat(contents.get("todos")).contains("in the dump");
            assertThat(contents.get("synchrotron.action_records")).contains("rows of the test");
        }
    }

    private static void write(DumpedPostgres database) {
        try (Handle administrator = database.administrator()) {
            administrator.useTransaction(sql -> {
                sql.execute(
                        "create policy mine on todos as restrictive to synchrotron_user using (audience_key <> 'x')");
                sql.execute("select synchrotron.refresh_tracking()");
                sql.execute("select synchrotron.begin_migration('rows of the test')");
                sql.execute("""
                        insert into todos (id, project_id, key, text, changed_at)
                        values (gen_random_uuid(), 'p', 'k', 'in the dump', now())
                        """);
                sql.execute("select synchrotron.end_migration()");
            });
        }
    }
}

package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database of the version before schema changes were followed")
class SchemaUpgradeTest {

    private static final String RECORD = "00000000-0000-4000-8000-00000000000a";

    private final String database = TestCluster.emptyDatabase();

    @AfterEach
    void close() {
        TestCluster.drop(database);
    }

    @Test
    void followsThemFromItsUpgradeOn() throws SQLException {
        PostgresMigrations migrations = new PostgresMigrations(TestCluster.administrator(database));
        migrations.syncSchema().target("35").load().migrate();
        try (Session session = new Session(TestCluster.administrator(database))) {
            session.run(
                            "create table todos (gap int, id text primary key, audience_key text not null, title text unique)",
                            "alter table todos drop column gap",
                            "select synchrotron.track('todos')")
                    .commit();
        }
        migrations.migrate(List.of());
        migrations.setLoginPassword(TestCluster.LOGIN_PASSWORD);
        try (Session session = new Session(TestCluster.superuser(database))) {
            session.record(RECORD)
                    .run("insert into todos values ('t', 'a', 'x')")
                    .commit();
            session.run("alter table todos rename title to name", "select synchrotron.refresh_tracking()")
                    .commit();
            assertThat(session.rows("select forward_patches from synchrotron.applied_changes"))
                    .containsExactly("{\"id\": \"t\", \"name\": \"x\"}");
            assertThat(session.rows("select column_name, present_column from synchrotron.retired_names"))
                    .containsExactly("title name");
            assertThat(session.rows(
                            "select column_names, column_numbers, retyped_columns from synchrotron.tracked_tables"))
                    .containsExactly("{id,name} {2,4} {}");
            assertThat(session.rows("select index_number::regclass from synchrotron.shared_constraints"))
                    .containsExactly("todos_title_key");
        }
    }
}

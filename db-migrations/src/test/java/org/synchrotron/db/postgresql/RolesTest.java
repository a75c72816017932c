package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolesTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", text text");
        database.act("ann", A, "insert into todos values ('t1', 'a', 'x')");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void statementsWithoutARoleAreDenied() throws SQLException {
        for (String sql : new String[] {
            "select * from todos",
            "insert into todos values ('t2', 'a', 'x')",
            "select * from synchrotron.action_records",
            "select synchrotron.head()"
        }) {
            try (Session session = database.login()) {
                assertThatThrownBy(() -> session.run(sql)).hasMessageContaining("permission denied");
            }
        }
        try (Session session = database.login()) {
            assertThat(session.rows("select synchrotron.my_audiences()")).isEmpty();
        }
    }

    @Test
    void roleAndSettingsDoNotSurviveCommitOrRollback() throws SQLException {
        try (Session session = database.login()) {
            session.asUser("ann").record(A).run("select * from todos").commit();
            assertRoleAndSettingsAreReset(session);
            session.asUser("ann").record(A).run("select * from todos").rollback();
            assertRoleAndSettingsAreReset(session);
        }
    }

    private static void assertRoleAndSettingsAreReset(Session session) throws SQLException {
        assertThat(session.value("select current_user")).isEqualTo("synchrotron_login");
        assertThat(session.value("select current_setting('synchrotron.user_id', true)"))
                .isEmpty();
        assertThat(session.value("select current_setting('synchrotron.capture_mode', true)"))
                .isEmpty();
        session.run("set local role synchrotron_user");
        assertThat(session.rows("select * from todos")).isEmpty();
        session.rollback();
    }

    @Test
    void userRoleCannotWriteTheLogOrReadTheUndoLog() throws SQLException {
        for (String sql : new String[] {
            "delete from synchrotron.action_records",
            "update synchrotron.action_modified_rows set audience_key = 'a'",
            "select * from synchrotron.applied_changes",
            "select synchrotron.undo(array[]::uuid[])",
            "select * from synchrotron.row_image('todos', array['t1'])",
            "select synchrotron.track('todos')"
        }) {
            try (Session session = database.login()) {
                session.asUser("ann");
                assertThatThrownBy(() -> session.run(sql)).hasMessageContaining("permission denied");
            }
        }
        try (Session session = database.login()) {
            assertThat(session.rows("select synchrotron.my_audiences()")).isEmpty();
        }
    }

    @Test
    void noRoleBypassesRowSecurity() throws SQLException {
        try (Session session = database.administrator()) {
            assertThat(session.rows("select rolname from pg_roles where rolname like 'synchrotron%'"
                            + " and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb)"))
                    .isEmpty();
            assertThat(session.rows("select relname from pg_class where relname in ('todos', 'action_records',"
                            + " 'action_modified_rows', 'applied_changes') and not relforcerowsecurity"))
                    .isEmpty();
        }
    }

    @Test
    void ownerMayReadButNotWrite() throws SQLException {
        try (Session session = database.administrator()) {
            assertThat(session.rows("select id from todos")).containsExactly("t1");
            session.record(A);
            assertThatThrownBy(() -> session.run("insert into todos values ('t2', 'a', 'x')"))
                    .hasMessageContaining("row-level security");
        }
    }
}

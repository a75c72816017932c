package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What lets somebody pass row level security")
class SafetyTest {

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", text text");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private List<String> found(String role) throws SQLException {
        try (Session session = database.login()) {
            session.asEngine();
            return session.rows("select * from synchrotron.unsafe(array['synchrotron_user', ?])", role);
        }
    }

    /** A superuser changes what belongs to the whole cluster; others must find it as it was. */
    private List<String> foundAfter(String change, String back) throws SQLException {
        TestCluster.run(change);
        try {
            return found("synchrotron_user");
        } finally {
            TestCluster.run(back);
        }
    }

    @Test
    void isNotThereAfterTheMigrations() throws SQLException {
        assertThat(found("synchrotron_user")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "synchrotron_login,  bypassrls, nobypassrls, bypasses row level security",
        "synchrotron_engine, bypassrls, nobypassrls, bypasses row level security",
        "synchrotron_user,   bypassrls, nobypassrls, bypasses row level security",
        "synchrotron_login,  superuser, nosuperuser, is a superuser",
        "synchrotron_login,  inherit,   noinherit,   inherits the rights of its roles",
    })
    void isARightOfARole(String role, String right, String without, String reason) throws SQLException {
        String alter = "alter role " + role + " ";
        assertThat(foundAfter(alter + right, alter + without))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence)
                        .contains("role " + role + " " + reason)
                        .endsWith(alter + without + ";"));
    }

    @Test
    void isARoleThatMayActAsTheOwnerOfATable() throws SQLException {
        try (Session session = database.administrator()) {
            String owner = session.value("select current_user");
            assertThat(found(owner))
                    .anySatisfy(sentence ->
                            assertThat(sentence).contains("may act as " + owner + ", the owner of table public.todos"));
        }
    }

    @ParameterizedTest
    @CsvSource({"no force, not forced", "disable, not enabled"})
    void isATableWithoutIt(String change, String reason) throws SQLException {
        database.define("alter table todos " + change + " row level security");
        assertThat(found("synchrotron_user"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence)
                        .isEqualTo("table public.todos: row level security is " + reason
                                + ". alter table public.todos enable row level security, force row level security;"));
    }

    @Test
    void isAViewWithTheRightsOfItsOwner() throws SQLException {
        database.define("create view open as select * from todos", "grant select on open to synchrotron_user");
        assertThat(found("synchrotron_user"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence)
                        .contains("view public.open over it shows all rows", "set (security_invoker = true)"));
    }

    @Test
    void isAPolicyThatShowsMore() throws SQLException {
        database.define("create policy mine on todos to synchrotron_user using (true)");
        assertThat(found("synchrotron_user"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains("policy mine is permissive"));
    }

    @Test
    void isAPolicyThatDoesNotHoldForTheLogYet() throws SQLException {
        database.define("create policy mine on todos as restrictive to synchrotron_user using (audience_key <> 'b')");
        assertThat(found("synchrotron_user"))
                .containsExactly("policy mine on public.todos does not hold for the log."
                        + " select synchrotron.refresh_tracking();");
        database.define("select synchrotron.refresh_tracking()");
        assertThat(found("synchrotron_user")).isEmpty();
    }
}

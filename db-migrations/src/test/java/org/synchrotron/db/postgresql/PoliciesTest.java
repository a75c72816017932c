package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A policy of the application")
class PoliciesTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", text text");
        database.define(
                "create table hidden (id text primary key)",
                "create function peek() returns boolean language sql stable as 'select exists (select from hidden)'",
                "create function is_short(t text) returns boolean language sql immutable as 'select length(t) < 10'");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private void policy(String rest) throws SQLException {
        database.define("create policy mine on todos " + rest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text <> 'secret'                                               | reads column text",
                "audience_key <> 'b' and id > 'a'                               | reads column id",
                "to_jsonb(todos) ->> 'text' <> 'secret'                         | reads the whole row",
                "(todos.*) is not null                                          | reads the whole row",
                "exists (select from hidden)                                    | reads table public.hidden",
                "audience_key in (select h.id from hidden h)                    | reads table public.hidden",
                "exists (select from todos t where t.text = 'x')                | reads table public.todos",
                "peek()                                                         | calls peek(), which is not immutable",
                "random() < 0.5                                                 | calls random(), which is not immutable",
                "now() > '2020-01-01'                                           | calls now(), which is not immutable",
                "current_date > '2020-01-01'                                    | reads the time, the date or the role",
                "current_user = 'x'                                             | reads the time, the date or the role",
                "current_setting('app.tenant', true) = audience_key             | reads another setting than",
                "current_setting(lower('synchrotron.user_id')) = audience_key   | reads another setting than",
            })
    void thatReadsMoreThanTheAudienceIsRefused(String condition, String reason) throws SQLException {
        policy("as restrictive to synchrotron_user using (" + condition + ")");
        assertRefused("SY005", () -> database.define("select synchrotron.track('todos')"))
                .hasMessageContaining("policy mine " + reason)
                .hasMessageContaining("A policy may read audience_key and the settings");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("policy mine " + reason);
    }

    @Test
    void thatChecksMoreThanTheAudienceIsRefused() throws SQLException {
        policy("as restrictive for insert to synchrotron_user with check (text <> 'secret')");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("policy mine reads column text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audience_key not like 'old:%'",
                "is_short(audience_key)",
                "synchrotron.is_my_audience(audience_key)",
                "audience_key = any (array(select synchrotron.my_audiences()))",
                "audience_key in (select a from synchrotron.my_audiences() a)",
                "audience_key <> current_setting('synchrotron.user_id', true)",
                "audience_key <> coalesce(current_setting('request.jwt.claim.sub', true), '') || current_setting('synchrotron.user_id')",
            })
    void thatReadsTheAudienceAndTheAuthorIsTracked(String condition) throws SQLException {
        policy("as restrictive to synchrotron_user using (" + condition + ")");
        database.define("select synchrotron.track('todos')", "select synchrotron.refresh_tracking()");
    }

    @Test
    void narrowsWhatARunSeesAndIsNoObstacleToUndo() throws SQLException {
        database.act("ann", A, "insert into todos values ('1', 'a', 'x'), ('2', 'shared', 'x')");
        policy("as restrictive to synchrotron_user using (audience_key <> 'shared')");
        database.define("select synchrotron.refresh_tracking()");
        database.act("ann", B, "update todos set text = 'y'");

        assertThat(database.captured(B)).hasSize(1);
        assertThatThrownBy(() -> database.act("ann", B, "insert into todos values ('3', 'shared', 'x')"))
                .hasMessageContaining("row-level security");
        database.undo(A, B);
        assertThat(database.dump("todos")).doesNotContain("x").doesNotContain("y");
    }

    @Test
    void thatShowsMoreIsRefused() throws SQLException {
        policy("to synchrotron_user using (audience_key like 'public:%')");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("policy mine is permissive");
    }

    @Test
    void thatAppliesToTheEngineIsRefused() throws SQLException {
        policy("as restrictive using (audience_key <> 'b')");
        assertRefused("SY005", () -> database.define("select synchrotron.refresh_tracking()"))
                .hasMessageContaining("policy mine also applies to the role synchrotron_engine")
                .hasMessageContaining("alter policy mine on public.todos to synchrotron_user");
        database.define("alter policy mine on todos to synchrotron_user", "select synchrotron.refresh_tracking()");
    }

    @Test
    void forRolesInWhichNoActionRunsIsLeftAlone() throws SQLException {
        policy("for select to pg_monitor using (text <> 'secret')");
        database.define("select synchrotron.track('todos')");
    }
}

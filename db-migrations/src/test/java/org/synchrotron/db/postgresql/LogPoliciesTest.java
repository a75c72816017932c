package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A policy of the application, in the log")
class LogPoliciesTest extends SchemaChangeKit {

    @BeforeEach
    void fill() throws SQLException {
        database.table("notes", "");
        database.act(
                "ann",
                C,
                "insert into todos values ('s', 'shared', 'x', 1)",
                "insert into notes values ('n', 'shared')");
        log(C, 3);
    }

    private List<String> seenBy(String user) throws SQLException {
        try (Session session = database.login()) {
            return session.asUser(user)
                    .rows(
                            "select distinct table_name, audience_key from synchrotron.action_modified_rows order by 1, 2");
        }
    }

    @Test
    void hidesFromItsUsersTheRowChangesOfTheRowsThatItHides() throws SQLException {
        migrate("create policy mine on todos as restrictive to synchrotron_user using ("
                + "audience_key <> 'shared' or current_setting('synchrotron.user_id', true) = 'bob')");
        assertThat(seenBy("ann")).containsExactly("notes shared", "todos a");
        assertThat(seenBy("bob")).containsExactly("notes shared", "todos shared");
    }

    @Test
    void followsThePolicyAndTheTable() throws SQLException {
        migrate("create policy mine on todos as restrictive to synchrotron_user using (audience_key <> 'shared')");
        migrate("alter table todos rename to tasks");
        assertThat(seenBy("ann")).containsExactly("notes shared", "tasks a");
        migrate("alter policy mine on tasks using (audience_key <> 'a')");
        assertThat(seenBy("ann")).containsExactly("notes shared", "tasks shared");
        migrate("drop policy mine on tasks");
        assertThat(seenBy("ann")).containsExactly("notes shared", "tasks a", "tasks shared");
    }

    @Test
    void outlivesTheTable() throws SQLException {
        migrate(
                "create policy mine on todos as restrictive for select to synchrotron_user using (audience_key <> 'shared')");
        migrate("drop table todos");
        assertThat(seenBy("ann")).containsExactly("notes shared", "todos a");
    }

    @Test
    void isNoneIfItOnlyRestrictsWriting() throws SQLException {
        migrate(
                "create policy mine on todos as restrictive for insert to synchrotron_user with check (audience_key <> 'shared')");
        assertThat(seenBy("ann")).containsExactly("notes shared", "todos a", "todos shared");
    }
}

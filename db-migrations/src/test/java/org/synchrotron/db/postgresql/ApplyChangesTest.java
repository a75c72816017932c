package org.synchrotron.db.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.db.postgresql.CaptureTest.assertRefused;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplyChangesTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";

    private TestDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.withAudiences();
        database.table("todos", ", text text default 'none', n int, project text references todos");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void changesAreAppliedInOrderAndCaptured() throws SQLException {
        assertThat(applyAs("ann", """
                [{"table_name": "todos", "row_id": "t", "audience_key": "a", "operation": "INSERT",
                  "forward_patches": {"id": "t", "text": null, "n": 1}},
                 {"table_name": "todos", "row_id": "t", "audience_key": "a", "operation": "UPDATE",
                  "forward_patches": {"n": 2}},
                 {"table_name": "todos", "row_id": "u", "audience_key": "a", "operation": "INSERT",
                  "forward_patches": {"id": "u", "project": "t"}},
                 {"table_name": "todos", "row_id": "u", "audience_key": "a", "operation": "DELETE",
                  "forward_patches": {}}]
                """)).isEqualTo("4");
        assertThat(database.dump("todos")).isEqualTo("todos\n(t,a,,2,)\n");
        assertThat(database.captured(A))
                .extracting(line -> line.substring(0, 14))
                .containsExactly("INSERT todos t", "UPDATE todos t", "INSERT todos u", "DELETE todos u");
    }

    @Test
    void columnMissingInThePatchGetsItsDefault() throws SQLException {
        applyAs("ann", change("INSERT", "t", "a", "{\"id\": \"t\"}"));
        assertThat(database.dump("todos")).isEqualTo("todos\n(t,a,none,,)\n");
    }

    @Test
    void existingRowsAreNotInsertedAndMissingRowsNotWritten() throws SQLException {
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        String before = database.dump("todos");
        assertThat(applyAs("ann", change("INSERT", "t", "a", "{\"text\": \"y\"}")))
                .isEqualTo("0");
        assertThat(applyAs("ann", change("UPDATE", "u", "a", "{\"text\": \"y\"}")))
                .isEqualTo("0");
        assertThat(applyAs("ann", change("DELETE", "u", "a", "{}"))).isEqualTo("0");
        assertThat(database.dump("todos")).isEqualTo(before);
    }

    @Test
    void authorsCannotChangeRowsThatTheyDoNotSee() throws SQLException {
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        assertThat(applyAs("bob", change("UPDATE", "t", "a", "{\"text\": \"y\"}")))
                .isEqualTo("0");
        assertThat(applyAs("bob", change("DELETE", "t", "a", "{}"))).isEqualTo("0");
        assertRefused("42501", () -> applyAs("bob", change("INSERT", "u", "a", "{}")))
                .hasMessageContaining("INSERT of row u of table todos");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE  | {\"nope\": 1}         | SY006 | column nope is unknown",
                "INSERT  | {\"audience_key\": 1} | SY006 | column audience_key is unknown",
                "REPLACE | {}                    | SY006 | operation REPLACE is unknown",
                "UPDATE  | []                    | SY006 | an object as patch is missing",
                "UPDATE  | {\"n\": \"x\"}        | 22P02 | invalid input syntax for type integer",
                "UPDATE  | {\"n\": 2147483648}   | 22003 | out of range",
                "UPDATE  | {\"project\": \"x\"}  | 23503 | todos_project_fkey",
            })
    void badChangeIsRefusedWithTableAndRow(String operation, String patch, String state, String reason)
            throws SQLException {
        database.act("ann", A, "insert into todos values ('t', 'a', 'x')");
        assertRefused(state, () -> applyAs("ann", change(operation, "t", "a", patch)))
                .hasMessageContaining(operation + " of row t of table todos: ")
                .hasMessageContaining(reason);
    }

    @Test
    void unknownTableIsRefused() {
        assertRefused(
                        "SY006",
                        () -> applyAs("ann", change("DELETE", "t", "a", "{}").replace("todos", "pg_class")))
                .hasMessageContaining("table pg_class is not tracked");
    }

    @Test
    void rowImagesEqualThePatchesOfAnInsert() throws SQLException {
        database.act("ann", A, "insert into todos values ('t', 'a', 'x', 1), ('u', 'a', null, 2)");
        try (Session session = database.login()) {
            assertThat(session.asEngine().rows("select * from synchrotron.row_image('todos', ?::text[])", "{t,v}"))
                    .containsExactly("t a {\"n\": 1, \"id\": \"t\", \"text\": \"x\", \"project\": null}");
        }
    }

    private String applyAs(String user, String changes) throws SQLException {
        try (Session session = database.login()) {
            String written =
                    session.asUser(user).record(A).value("select synchrotron.apply_changes(?::jsonb)", changes);
            session.commit();
            return written;
        }
    }

    private static String change(String operation, String rowId, String audience, String patch) {
        return """
                [{"table_name": "todos", "row_id": "%s", "audience_key": "%s", "operation": "%s", "forward_patches": %s}]
                """.formatted(rowId, audience, operation, patch);
    }
}

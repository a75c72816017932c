package org.synchrotron.client.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.schema.Program.bob;
import static org.synchrotron.client.schema.Program.inserted;
import static org.synchrotron.client.schema.Program.sql;
import static org.synchrotron.client.schema.Program.updated;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.SchemaChange;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.RowScope;

/** A new version of the program opens a file that has a log, rows and pending work. */
@DisplayName("A step of the application's schema")
class SchemaStepTest {

    private static final SchemaStep NOTES = sql("CREATE TABLE notes (id TEXT PRIMARY KEY NOT NULL,"
            + " audience_key TEXT NOT NULL, a TEXT, b TEXT, doc JSON TEXT, price DECIMAL TEXT)");

    private static final RowScope THE_NOTES = new RowScope(false, Set.of(), Set.of("notes"));

    @TempDir
    Path directory;

    private Program alice;

    @BeforeEach
    void holdRowsAndPendingWork() {
        alice = new Program(directory.resolve("alice.db")).tracking("notes").open(NOTES);
        alice.deliver(
                bob(10, 1, inserted("notes", "{'id':'n','a':'x','b':'y'}")),
                bob(20, 2, updated("notes", "n", "{'b':'z'}")));
        alice.run("UPDATE notes SET a = a || '!' WHERE id = 'n'");
        alice.run("INSERT INTO notes (id, audience_key, a, b, doc, price)"
                + " VALUES ('p', 'team', 'mine', 'too', '{\"k\": [1, 2.50]}', '12345678901234567890.1200')");
    }

    @AfterEach
    void close() {
        alice.close();
    }

    private List<String> notes(String columns) {
        return alice.texts("SELECT id || ' ' || " + columns + " FROM notes ORDER BY id");
    }

    private static LogEntry late(RowChange... effects) {
        return bob(15, 9, effects);
    }

    private void refused(ThrowingCallable open, Kind kind, String... says) {
        assertThatThrownBy(open).isInstanceOfSatisfying(DatabaseFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.getMessage()).contains(says);
        });
    }

    @Test
    void mayDropAColumnThatTheLogAndPendingWorkName() {
        alice.open(NOTES, sql("ALTER TABLE notes DROP COLUMN b"));
        assertThat(notes("a")).containsExactly("n x!", "p mine");
        assertThat(alice.replica().rows().lacking()).isEqualTo(RowScope.NONE);
        alice.deliver(late(updated("notes", "n", "{'b':'late','a':'l'}")));
        assertThat(notes("a")).containsExactly("n l!", "p mine");
        assertThat(alice.replica().pendingCount())
                .as("its INSERT names b now in vain")
                .isEqualTo(2);
        assertThat(alice.replica().rows().lacking()).isEqualTo(RowScope.NONE);
    }

    @Test
    void mayFillAColumnWhoseRowsThenComeAnew() {
        alice.open(NOTES, sql("ALTER TABLE notes ADD COLUMN c TEXT; UPDATE notes SET c = upper(a)"));
        assertThat(notes("a || c")).containsExactly("n x!X!", "p mineMINE");
        assertThat(alice.replica().rows().lacking()).isEqualTo(THE_NOTES);
        assertThat(alice.texts("SELECT 1 FROM synchrotron_applied_changes WHERE forward_patches GLOB '*MINE*'"))
                .as("nothing of it is captured")
                .isEmpty();
        alice.deliver(late(updated("notes", "n", "{'a':'l'}")));
        assertThat(notes("a")).containsExactly("n l!", "p mine");
        alice.deliverRows(
                10,
                THE_NOTES,
                Map.of("notes", List.of("id", "a", "b", "doc", "price", "c")),
                Map.of("notes", "[[\"team\",\"n\",\"l\",\"z\",null,null,\"C\"]]"));
        assertThat(notes("a || coalesce(c, '-')")).containsExactly("n l!C", "p mine-");
        assertThat(alice.replica().rows().lacking()).isEqualTo(RowScope.NONE);
        assertThat(alice.replica().pendingCount()).isEqualTo(2);
    }

    @Test
    void asksForRowsThatItChangesAlsoIfTheShapeStays() {
        alice.open(NOTES, sql("UPDATE notes SET a = 'filled' WHERE id = 'n'"));
        assertThat(alice.replica().rows().lacking()).isEqualTo(THE_NOTES);
        assertThat(alice.reopen().replica().rows().lacking()).isEqualTo(THE_NOTES);
    }

    @Test
    void asksForNothingIfItOnlyAddsAnIndex() {
        alice.open(NOTES, sql("CREATE INDEX notes_a ON notes (a)"));
        assertThat(alice.replica().rows().lacking()).isEqualTo(RowScope.NONE);
    }

    @Test
    void mayRebuildATable() {
        alice.open(
                NOTES,
                sql("CREATE TABLE fresh (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL, a TEXT NOT NULL,"
                        + " strict TEXT NOT NULL);"
                        + " INSERT INTO fresh SELECT id, audience_key, a, b FROM notes; DROP TABLE notes;"
                        + " ALTER TABLE fresh RENAME TO notes"));
        assertThat(notes("a || strict")).containsExactly("n x!z", "p minetoo");
        assertThat(alice.replica().rows().lacking()).isEqualTo(THE_NOTES);
        alice.deliver(late(updated("notes", "n", "{'a':'l'}")));
        assertThat(alice.replica().state().cursor()).isEqualTo(9);
        alice.run("INSERT INTO notes VALUES ('q', 'team', 'a', 'b')");
        assertThat(alice.replica().pendingCount()).isEqualTo(3);
        alice.deliverRows(
                10,
                THE_NOTES,
                Map.of("notes", List.of("id", "a", "strict")),
                Map.of("notes", "[[\"team\",\"n\",\"l\",\"z\"]]"));
        assertThat(notes("a || strict")).containsExactly("n l!z", "q ab");
    }

    @Test
    void mayDropATableThatIsNotTrackedAnyMore() {
        alice.tracking("lists");
        alice.open(
                NOTES,
                sql("DROP TABLE notes; CREATE TABLE lists (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL)"));
        alice.deliver(late(updated("notes", "n", "{'a':'l'}"), inserted("lists", "{'id':'l'}")));
        assertThat(alice.texts("SELECT id FROM lists")).containsExactly("l");
        assertThat(alice.replica().rows().lacking()).isEqualTo(new RowScope(false, Set.of(), Set.of("lists")));
        assertThat(alice.replica().pendingCount()).as("the server runs it").isEqualTo(2);
    }

    @Test
    void mayLeaveATableUntracked() {
        alice.tracking();
        alice.open(NOTES);
        alice.deliver(late(updated("notes", "n", "{'a':'l'}")));
        assertThat(notes("a")).containsExactly("n x!", "p mine");
        alice.tracking("notes");
        assertThat(alice.open(NOTES).replica().rows().lacking()).isEqualTo(THE_NOTES);
    }

    @Test
    void renamesAColumnAlsoInWhatIsStored() {
        alice.open(
                NOTES,
                SchemaChange.renameColumn("notes", "a", "title"),
                SchemaChange.renameColumn("notes", "doc", "body"));
        alice.deliver(late(updated("notes", "n", "{'b':'late'}")));
        assertThat(notes("title || b")).containsExactly("n x!z", "p minetoo");
        assertThat(alice.texts("SELECT forward_patches FROM synchrotron_action_modified_rows WHERE row_id = 'p'"))
                .containsExactly("{\"id\":\"p\",\"b\":\"too\",\"price\":12345678901234567890.1200,"
                        + "\"title\":\"mine\",\"body\":{\"k\":[1,2.50]}}");
        alice.deliver(bob(5, 10, inserted("notes", "{'id':'e','title':'early'}")));
        assertThat(notes("title")).containsExactly("e early", "n x!", "p mine");
        assertThat(alice.texts("SELECT body FROM notes WHERE id = 'p'")).containsExactly("{\"k\":[1,2.50]}");
    }

    @Test
    void renamesATableAlsoInWhatIsStored() {
        alice.tracking("papers").open(NOTES, SchemaChange.renameTable("notes", "papers"));
        assertThat(alice.replica().rows().lacking()).isEqualTo(new RowScope(false, Set.of(), Set.of("papers")));
        alice.deliver(late(updated("papers", "n", "{'b':'late'}")));
        assertThat(alice.texts("SELECT id || a || b FROM papers ORDER BY id")).containsExactly("nx!z", "pminetoo");
    }

    @Test
    void leavesNothingIfItFails() {
        refused(
                () -> alice.open(NOTES, sql("ALTER TABLE notes DROP COLUMN b"), sql("UPDATE nothing SET a = 1")),
                Kind.SCHEMA,
                "step 3");
        assertThat(alice.open(NOTES).texts("SELECT b FROM notes ORDER BY id")).containsExactly("z", "too");
        refused(() -> alice.open(NOTES, sql("ALTER TABLE notes RENAME TO others")), Kind.SCHEMA, "notes");
        alice.open(NOTES).deliver(late(updated("notes", "n", "{'a':'l'}")));
        assertThat(notes("a || b")).containsExactly("n l!z", "p minetoo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE notes SET a = 'gone'; COMMIT; DROP TABLE notes",
                "UPDATE notes SET a = 'gone'; /* so */ END",
                "UPDATE notes SET a = 'gone'; rollback",
                "UPDATE notes SET a = 'gone'; INSERT OR ROLLBACK INTO notes SELECT * FROM notes"
            })
    void cannotEndTheTransaction(String sql) {
        refused(() -> alice.open(NOTES, sql(sql)), Kind.SCHEMA, "step 2");
        assertThat(alice.open(NOTES).texts("SELECT a FROM notes ORDER BY id")).containsExactly("x!", "mine");
    }

    @Test
    void cannotEndTheTransactionByTheConnectionEither() {
        refused(
                () -> alice.open(NOTES, connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate("UPDATE notes SET a = 'gone'");
                    }
                    connection.commit();
                }),
                Kind.SCHEMA,
                "commit");
        refused(
                () -> alice.open(NOTES, connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate("INSERT OR ROLLBACK INTO notes SELECT * FROM notes");
                    } catch (SQLException caught) {
                        try (Statement statement = connection.createStatement()) {
                            statement.executeUpdate("UPDATE notes SET a = 'gone'");
                        }
                    }
                }),
                Kind.SCHEMA,
                "step 2");
        assertThat(alice.open(NOTES).texts("SELECT a FROM notes ORDER BY id")).containsExactly("x!", "mine");
    }

    @Test
    void mayCreateTriggers() {
        alice.open(
                NOTES,
                sql("CREATE TRIGGER shout AFTER UPDATE OF a ON notes BEGIN"
                        + " UPDATE notes SET b = CASE WHEN NEW.a = 'x' THEN 'X' ELSE 'Y' END WHERE id = NEW.id; END;"
                        + " CREATE INDEX notes_b ON notes (b)"));
        alice.run("UPDATE notes SET a = 'x' WHERE id = 'p'");
        assertThat(notes("b")).containsExactly("n z", "p X");
    }

    @Test
    void isRefusedToAnOlderProgram() {
        alice.open(NOTES, sql("ALTER TABLE notes ADD COLUMN c TEXT"));
        refused(() -> alice.open(NOTES), Kind.NEWER_VERSION, "2 steps", "has 1");
    }

    @Test
    void forgetsARowDeliveryThatHadBegun() {
        alice.beginRows(THE_NOTES, "notes", List.of("id", "a"), "[[\"team\",\"n\",\"half\"]]");
        alice.open(NOTES, sql("ALTER TABLE notes ADD COLUMN c TEXT"));
        assertThat(alice.endRows(30)).isFalse();
        assertThat(alice.replica().rows().lacking()).isEqualTo(THE_NOTES);
        assertThat(notes("a")).containsExactly("n x!", "p mine");
    }
}

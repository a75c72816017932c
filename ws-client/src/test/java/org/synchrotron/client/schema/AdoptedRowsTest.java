package org.synchrotron.client.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.schema.Program.bob;
import static org.synchrotron.client.schema.Program.inserted;
import static org.synchrotron.client.schema.Program.sql;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.RowAdoption;
import org.synchrotron.client.SchemaChange;
import org.synchrotron.client.SchemaStep;
import org.synchrotron.client.UnadoptedRow;

/** A file has rows before its program tracks their tables. */
@DisplayName("Rows that no action wrote")
class AdoptedRowsTest {

    /** Inserts a row under the id that it has. */
    @SyncAction("take_over_v1")
    public static final class TakeOver implements Action<TakeOver.Args, Void> {

        public record Args(
                String table,
                String id,
                String name,
                @Nullable String parent) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            if (args.name().startsWith("bad")) {
                throw new ActionRejected("bad-name", "The name is bad.");
            }
            context.sql()
                    .execute(
                            "INSERT INTO " + args.table()
                                    + " (id, audience_key, name, parent) VALUES (?, 'team', ?, ?)",
                            args.id(),
                            args.name(),
                            args.parent());
            return null;
        }
    }

    private static final String TABLE = "CREATE TABLE %s (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL,"
            + " name TEXT NOT NULL, parent TEXT REFERENCES %s ON DELETE CASCADE); ";

    private static final SchemaStep TABLES = sql(TABLE.formatted("lists", "lists") + TABLE.formatted("notes", "lists"));

    /** The second list comes before the one to which it refers. */
    private static final SchemaStep ROWS = sql(
            "INSERT INTO lists VALUES ('l2', 'team', 'two', 'l1'), ('l1', 'team', 'one', NULL);"
                    + " INSERT INTO notes VALUES ('a', 'team', 'x', 'l1'), ('b', 'team', 'y', 'l2'), ('c', 'team', 'z', NULL)");

    @TempDir
    Path directory;

    private Program alice;

    @BeforeEach
    void haveRowsBeforeTracking() {
        alice = new Program(directory.resolve("alice.db")).having(new TakeOver(), new Run());
        alice.open(TABLES, ROWS);
    }

    @AfterEach
    void close() {
        alice.close();
    }

    private static RowAdoption into(String table) {
        return row ->
                new TakeOver.Args(table, row.getString("id"), row.getString("name"), row.getString("parent", null));
    }

    /** The next version of the program. The table whose rows refer to the other's comes first. */
    private Program tracking() {
        return alice.tracking("notes", "lists").adopting("notes", into("notes")).adopting("lists", into("lists"));
    }

    private List<String> rows() {
        return alice.texts("SELECT id || ' ' || name || coalesce(' ' || parent, '') FROM lists"
                + " UNION ALL SELECT id || ' ' || name || coalesce(' ' || parent, '') FROM notes ORDER BY 1");
    }

    private static final String[] ALL = {"a x l1", "b y l2", "c z", "l1 one", "l2 two l1"};

    private List<String> pendingRows() {
        return alice.replica().pending().stream()
                .map(each -> each.record().args().getString("id"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void becomePendingWorkUnderTheirIds(boolean withAStep) {
        tracking();
        if (withAStep) {
            alice.withStep(sql("CREATE INDEX notes_name ON notes (name)"));
        } else {
            alice.reopen();
        }
        assertThat(rows()).isEmpty();
        assertThat(alice.replica().rows().unadopted()).isEqualTo(5);
        assertThat(alice.adopt()).isEmpty();
        assertThat(rows()).containsExactly(ALL);
        assertThat(pendingRows()).containsExactlyInAnyOrder("a", "b", "c", "l1", "l2");
        assertThat(alice.texts("SELECT row_id FROM synchrotron_action_modified_rows"))
                .hasSize(5);

        alice.reopen();
        assertThat(alice.adopt()).isEmpty();
        assertThat(alice.replica().pendingCount()).as("not again").isEqualTo(5);
        alice.deliver(bob(5, 1, inserted("lists", "{'id':'l0','name':'zero'}")));
        assertThat(rows()).contains(ALL).hasSize(6);
    }

    @Test
    void areRefusedWithoutADeclarationAndStayWhereTheyAre() {
        alice.tracking("notes", "lists").adopting("notes", into("notes"));
        assertThatThrownBy(alice::reopen)
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.SCHEMA))
                .hasMessageContainingAll("table lists", "adopt(\"lists\"");
        assertThat(alice.tracking().reopen().texts("SELECT id FROM notes")).hasSize(3);
    }

    @Test
    void areNoMatterForATableThatWasTrackedBefore() {
        tracking().reopen().adopt();
        alice.withStep(sql("CREATE TABLE fresh AS SELECT * FROM notes; DROP TABLE notes;"
                + TABLE.formatted("notes", "lists") + "INSERT INTO notes SELECT * FROM fresh"));
        assertThat(alice.replica().rows().unadopted()).isZero();
        assertThat(rows()).containsExactly(ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE ON synchrotron_unadopted_rows",
                "INSERT ON synchrotron_action_records",
                "INSERT ON synchrotron_action_modified_rows"
            })
    void areAdoptedOnceWhereverTheFileFails(String write) throws SQLException {
        tracking().reopen();
        for (int waiting = 5; waiting > 1; waiting--) {
            alice.execute("CREATE TEMP TRIGGER fault BEFORE " + write
                    + " WHEN (SELECT count(*) FROM synchrotron_unadopted_rows) < " + waiting
                    + " BEGIN SELECT json('fault'); END");
            assertThatThrownBy(alice::adopt).isInstanceOf(DatabaseFailure.class);
            alice.reopen();
            assertThat(alice.replica().rows().unadopted()).isEqualTo(waiting - 1);
            assertThat(rows()).hasSize(6 - waiting);
        }
        assertThat(alice.adopt()).isEmpty();
        assertThat(rows()).containsExactly(ALL);
        assertThat(alice.replica().pendingCount()).isEqualTo(5);
    }

    @Test
    void areAdoptedOnceIfTheProcessDiesBetweenThem() {
        AtomicBoolean armed = new AtomicBoolean(true);
        tracking().adopting("lists", row -> dying(armed, row)).reopen();
        assertThatThrownBy(alice::adopt).isInstanceOf(DatabaseFailure.class);
        assertThat(alice.reopen().replica().rows().unadopted()).isEqualTo(4);
        assertThat(rows()).containsExactly("c z");
        assertThat(alice.adopt()).isEmpty();
        assertThat(rows()).containsExactly(ALL);
        assertThat(alice.replica().pendingCount()).isEqualTo(5);
    }

    private Record dying(AtomicBoolean armed, JsonObject row) {
        try {
            if (armed.getAndSet(false)) {
                alice.connection().close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return into("lists").arguments(row);
    }

    @Test
    void waitIfTheirActionRefusesAndAreTriedAgain() {
        alice.withStep(
                sql("UPDATE notes SET name = 'bad' WHERE id = 'a'; UPDATE lists SET name = 'bad' WHERE id = 'l2'"));
        tracking().reopen();
        List<UnadoptedRow> left = alice.adopt();
        assertThat(left).extracting(UnadoptedRow::id).containsExactlyInAnyOrder("a", "l2", "b");
        assertThat(left)
                .filteredOn(each -> !each.id().equals("b"))
                .allSatisfy(each -> assertThat(each.reason()).isEqualTo("The name is bad."));
        assertThat(rows()).containsExactly("c z", "l1 one");
        assertThat(alice.replica().pendingCount()).isEqualTo(2);

        alice.reopen();
        assertThat(alice.replica().rows().unadopted()).isEqualTo(3);
        alice.adopting("lists", row -> new TakeOver.Args("lists", row.getString("id"), "good", "l1"));
        alice.withStep(sql("DELETE FROM synchrotron_unadopted_rows WHERE row_id = 'a'"));
        assertThat(alice.adopt()).isEmpty();
        assertThat(rows()).containsExactly("b y l2", "c z", "l1 one", "l2 good l1");
    }

    @Test
    void waitIfTheServerHasARowOfTheirId() {
        tracking()
                .adopting("notes", row -> new TakeOver.Args("nowhere", "", "", null))
                .reopen();
        alice.deliver(bob(10, 1, inserted("notes", "{'id':'a','name':'theirs'}")));
        alice.adopting("notes", into("notes")).reopen();
        assertThat(alice.adopt()).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo("a");
            assertThat(row.reason()).contains("UNIQUE");
        });
        assertThat(rows()).contains("a theirs").hasSize(5);
    }

    @Test
    void waitIfNothingWritesThem() {
        List<UnadoptedRow> all = new ArrayList<>();
        List<RowAdoption> none = List.of(
                row -> new TakeOver.Args("notes", "other-" + row.getString("id"), "n", null),
                row -> new Run.Args(row.getString("nothing")),
                row -> new NoAction(row),
                AdoptedRowsTest::nothing);
        for (RowAdoption each : none) {
            tracking().adopting("notes", each).reopen();
            all.add(alice.adopt().get(0));
            assertThat(rows()).containsExactly("l1 one", "l2 two l1");
        }
        assertThat(all.get(0).reason()).contains("take_over_v1", "did not insert");
        assertThat(all.get(2).reason()).contains("NoAction");
        assertThat(all.get(3).reason()).contains("no arguments");
        alice.close();
        alice = new Program(directory.resolve("alice.db")).tracking("lists", "notes");
        assertThat(alice.open(TABLES, ROWS).adopt())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.reason()).contains("does not say"));
    }

    private record NoAction(JsonObject row) {}

    @SuppressWarnings("NullAway") // As a program does that does not check it.
    private static Record nothing(JsonObject row) {
        return null;
    }

    @Test
    void followRenamesWhileTheyWait() {
        tracking().adopting("notes", row -> new Run.Args("nonsense")).reopen().adopt();
        alice.tracking("papers", "lists")
                .adopting(
                        "PAPERS",
                        row -> new Run.Args(
                                "INSERT INTO papers (id, audience_key, title) VALUES ('" + row.getString("id") + "', '"
                                        + row.getString("audience_key") + "', '" + row.getString("title") + "')"));
        alice.open(
                TABLES,
                ROWS,
                SchemaChange.renameColumn("notes", "name", "title"),
                SchemaChange.renameTable("notes", "papers"));
        assertThat(alice.adopt()).isEmpty();
        assertThat(alice.texts("SELECT id || title FROM papers ORDER BY 1")).containsExactly("ax", "by", "cz");
    }

    @Test
    void leaveRowsThatReferToThemAlone() throws SQLException {
        alice.close();
        alice = new Program(directory.resolve("other.db")).having(new TakeOver(), new Run());
        alice.tracking("notes").open(TABLES);
        alice.execute("INSERT INTO lists VALUES ('l', 'team', 'l', NULL)");
        alice.run("INSERT INTO notes VALUES ('n', 'team', 'n', 'l')");
        alice.tracking("notes", "lists").adopting("lists", into("lists")).reopen();
        assertThat(rows()).containsExactly("n n l");
        assertThat(alice.adopt()).isEmpty();
        assertThat(rows()).containsExactly("l l", "n n l");
    }
}

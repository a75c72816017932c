package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.todos.BigOrThree;
import org.synchrotron.client.todos.RollBack;
import org.synchrotron.client.todos.RollBack.Kind;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

@DisplayName("Logic that ends SQLite's transaction in a replay")
@Timeout(60)
class EndedTransactionTest {

    @TempDir
    Path directory;

    private Bench bench;

    private void open(boolean purityCheck) {
        bench = new Bench(directory.resolve(purityCheck + ".db"), purityCheck);
        bench.deliver(1, bobs("create", "unknown_v1", 1_000, 1, text("?"), inserted("t1", "team", "milk", 2)));
        bench.wall(5_000);
    }

    @BeforeEach
    void open() {
        open(false);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> todos() {
        return bench.texts("SELECT id || ' ' || text FROM todos ORDER BY id");
    }

    private static JsonObject args(Kind kind) {
        return Json.createObjectBuilder()
                .add("id", "t1")
                .add("kind", kind.name())
                .build();
    }

    private LogEntry late() {
        return bobs("late", "unknown_v1", 2_000, 2, text("?"), inserted("t9", "team", "theirs", 1));
    }

    @ParameterizedTest
    @EnumSource(names = {"INSERT_OR_ROLLBACK", "AND_WRITES_ON"})
    void ofAPendingRecordHasNoEffectsAndTheDeliveryIsStored(Kind kind) {
        bench.alice().perform(new RollBack.Args("t9", kind));
        bench.alice().perform(new BigOrThree.Args("t1"));

        bench.deliver(2, late());

        assertThat(todos()).containsExactly("t1 milk", "t9 theirs");
        assertThat(bench.alice().pending()).hasSize(2);
        assertThat(bench.effects(bench.alice().pending().get(0))).isEmpty();
        assertThat(bench.effects(bench.alice().pending().get(1))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "INSERT_OR_ROLLBACK",
                "UPDATE_OR_ROLLBACK",
                "AND_WRITES_ON",
                "AND_REFUSES",
                "SAVEPOINT_OF_THE_ENGINE"
            })
    void ofAnotherAuthorIsReplacedByTheKnownEffects(Kind kind) {
        bench.alice().perform(new BigOrThree.Args("t1"));

        bench.deliver(2, bobs("ends", "roll_back_v1", 6_000, 2, args(kind), updated("t1", "team", text("known"))));

        assertThat(todos()).containsExactly("t1 known");
        assertThat(bench.alice().pending()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofManyRecordsIsFoundWithBoundedWork(boolean purityCheck) {
        bench.close();
        open(purityCheck);
        for (int i = 0; i < 10; i++) {
            bench.alice().perform(new RollBack.Args("u" + i, Kind.INSERT_OR_ROLLBACK));
        }
        LogEntry[] taken = new LogEntry[10];
        for (int i = 0; i < 10; i++) {
            taken[i] = bobs("u" + i, "unknown_v1", 2_000 + i, 2 + i, text("?"), inserted("u" + i, "team", "theirs", 1));
        }
        bench.deliver(11, taken);

        assertThat(todos()).hasSize(11).noneMatch(each -> each.contains("half"));
        assertThat(bench.alice().pending()).hasSize(10);
    }

    @Test
    void runsAgainAtTheNextReplay() {
        bench.alice().perform(new RollBack.Args("t9", Kind.INSERT_OR_ROLLBACK));
        bench.deliver(2, late());
        LogEntry gone = bobs(
                "gone",
                "unknown_v1",
                2_500,
                3,
                text("?"),
                new RowChange.Deleted(new RowRef("todos", "t9"), "team", JsonObject.EMPTY_JSON_OBJECT));
        bench.deliver(3, gone);
        assertThat(todos()).containsExactly("t1 milk", "t9 mine", "t9-half half");
    }
}

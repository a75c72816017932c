package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;

import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.RowScope;

@DisplayName("A crash during the switch to new rows")
class SwitchCrashTest {

    private static final String NEW_ROWS =
            "[[\"team\",\"a\",\"new\",5,null,null],[\"team\",\"c\",\"new\",3,null,null]]";

    @TempDir
    Path directory;

    private Bench bench;
    private ActionId decided;

    @BeforeEach
    void holdRowsAndPendingWork() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.deliver(
                1,
                bobs(
                        "one",
                        "unknown_v1",
                        1,
                        1,
                        JsonValue.EMPTY_JSON_OBJECT,
                        inserted("a", "team", "old", 1),
                        inserted("b", "team", "old", 1)));
        decided = bench.alice().perform(new Increment.Args("a", 4)).record().id();
        bench.alice().perform(new Increment.Args("a", 10));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "INSERT ON todos",
                "DELETE ON todos",
                "DELETE ON synchrotron_applied_changes",
                "DELETE ON synchrotron_action_records",
                "INSERT ON synchrotron_past_records",
                "UPDATE ON todos"
            })
    void leavesRowsAndCursorAsTheyWereAndTheRowsComeAgain(String write) throws Exception {
        List<String> before = held();
        execute("CREATE TEMP TRIGGER fault BEFORE " + write + " BEGIN SELECT json('fault'); END");
        assertThatThrownBy(this::receive).isInstanceOf(DatabaseFailure.class);
        bench.crash();
        assertThat(held()).isEqualTo(before);

        receive();
        List<String> after = held();
        assertThat(after).contains("a new 15", "c new 3", "cursor 2").doesNotContain("b old 1");
        bench.crash();
        assertThat(held()).isEqualTo(after);
    }

    private void receive() {
        new Arriving(bench, RowScope.ALL)
                .present(NEW_ROWS)
                .outcome(decided, Outcome.APPLIED)
                .ends(2, 20_000);
    }

    private List<String> held() {
        List<String> held = new ArrayList<>(bench.dump());
        held.addAll(bench.texts("SELECT id || ' ' || text || ' ' || number FROM todos ORDER BY id"));
        held.add("cursor " + bench.alice().state().cursor());
        held.add("base " + bench.alice().state().base());
        return held;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = bench.store().database().connection().createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}

package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.deleted;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.text;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.ActionFailed;
import org.synchrotron.client.todos.DeleteTodo;
import org.synchrotron.client.todos.Speak;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.log.RowChange;

@DisplayName("The id of a row of another audience")
class RowIdAudienceTest {

    private static final String INSERT = "INSERT INTO todos (id, audience_key, number) VALUES ('t1', 'u:alice', 100)";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        deliver(1, inserted("t1", "team", "milk", 4));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void deliver(long ingestId, RowChange effect) {
        bench.deliver(ingestId, bobs("r" + ingestId, "unknown_v1", ingestId, ingestId, text("?"), effect));
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> bench.alice().perform(new Speak.Args(sql)))
                .isInstanceOf(ActionFailed.class)
                .rootCause()
                .hasMessageContaining("the id of a new row of table todos belongs to another audience");
    }

    private Iterable<String> rows() {
        return bench.texts("SELECT audience_key || ' ' || number FROM todos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ON CONFLICT DO NOTHING", " ON CONFLICT (id) DO UPDATE SET number = 101"})
    void isRefusedWhileTheRowIsThere(String end) {
        refused(INSERT + end);
        refused(INSERT.replace("INSERT", "INSERT OR REPLACE"));

        assertThat(rows()).containsExactly("team 4");
        assertThat(bench.alice().pending()).isEmpty();
    }

    @Test
    void isRefusedInTheActionThatDeletesTheRow() {
        refused("WITH gone AS (SELECT 1) " + INSERT.replace("INSERT", "INSERT OR REPLACE"));

        bench.alice().perform(new DeleteTodo.Args("t1"));
        refused(INSERT);
        assertThat(bench.alice().pending()).hasSize(1);
        assertThat(rows()).isEmpty();
    }

    @Test
    void isRefusedAfterSomebodyElseDeletedTheRow() {
        deliver(2, deleted("t1", "team"));
        refused(INSERT);

        bench.alice().perform(new Speak.Args(INSERT.replace("u:alice", "team")));
        assertThat(rows()).containsExactly("team 100");
    }

    @Test
    void isRefusedToAPendingRecordBeforeWhichItTurnsUp() {
        bench.wall(50_000);
        bench.alice().perform(new Speak.Args(INSERT.replace("t1", "t2")));
        deliver(2, inserted("t2", "team", "bread", 4));
        deliver(3, deleted("t2", "team"));

        assertThat(rows()).as("the server will reject it, too").containsExactly("team 4");
    }

    @Test
    void isLeftToTheServerIfTheLogHereDoesNotReachBackToTheRow() {
        deliver(2, deleted("t1", "team"));
        bench.store().transaction("cut", () -> {
            bench.store().cut().remove(new HybridTimestamp(2, 1));
            return 0;
        });
        bench.alice().perform(new Speak.Args(INSERT));

        assertThat(rows()).containsExactly("u:alice 100");
    }
}

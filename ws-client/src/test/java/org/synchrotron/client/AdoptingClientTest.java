package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.db.sqlite.SqliteConnections;

@DisplayName("A client that adopts the rows of its file")
@Timeout(60)
class AdoptingClientTest {

    /** Inserts a todo under the id that it has. */
    @SyncAction("take_over_v1")
    public static final class TakeOver implements Action<TakeOver.Args, Void> {

        public record Args(String id, String audience, String text) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            if (args.text().isEmpty()) {
                throw new ActionRejected("empty", "A todo needs a text.");
            }
            context.sql()
                    .execute(
                            "INSERT INTO todos (id, audience_key, text, number) VALUES (?, ?, ?, 0)",
                            args.id(),
                            args.audience(),
                            args.text());
            return null;
        }
    }

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private volatile String textOfEmpty = "";

    @BeforeEach
    void haveRows() throws Exception {
        try (var connection = SqliteConnections.open(file());
                var statement = connection.createStatement()) {
            statement.executeUpdate(Todos.DDL);
            statement.executeUpdate("INSERT INTO todos (id, audience_key, text, number) VALUES"
                    + " ('a', 'team', 'milk', 0), ('b', 'team', '', 0), ('c', 'team', 'bread', 0)");
        }
    }

    private Path file() {
        return directory.resolve("todos.db");
    }

    private ClientBuilder builder(RowAdoption adoption) {
        return SynchrotronClient.builder()
                .database(file())
                .user("alice")
                .adopt("todos", adoption)
                .action(new TakeOver())
                .listener(new SyncListener() {
                    @Override
                    public void rowsNotAdopted(List<UnadoptedRow> rows) {
                        rows.forEach(row -> told.add(Thread.currentThread().getName() + " " + row));
                    }
                });
    }

    private Record taken(JsonObject row) {
        String text = row.getString("text");
        return new TakeOver.Args(
                row.getString("id"), row.getString("audience_key"), text.isEmpty() ? textOfEmpty : text);
    }

    private static List<String> todos(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT id || text FROM todos ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void hasThemWhenItIsOpenAndTellsWhichWait() {
        try (SynchrotronClient client = builder(this::taken).open()) {
            assertThat(todos(client)).containsExactly("amilk", "cbread");
            assertThat(client.pending()).hasSize(2);
            assertThat(client.status().pending()).isEqualTo(2);
            assertThat(client.status().unadopted()).isEqualTo(1);
            assertThat(told)
                    .singleElement()
                    .asString()
                    .startsWith("synchrotron-client-")
                    .contains("id=b", "needs a text");

            client.adopt();
            assertThat(told).hasSize(2);
            textOfEmpty = "something";
            client.adopt();
            assertThat(todos(client)).containsExactly("amilk", "bsomething", "cbread");
            assertThat(client.status().unadopted()).isZero();
            assertThat(client.status().pending()).isEqualTo(3);
        }
        try (SynchrotronClient client = builder(this::taken).open()) {
            assertThat(client.pending()).hasSize(3);
            assertThat(told).hasSize(2);
        }
    }

    @Test
    void canOpenTheFileAgainAfterItFailedMeanwhile() {
        assertThatThrownBy(() -> builder(row -> {
                            throw new AssertionError("broken");
                        })
                        .open())
                .hasMessageContaining("broken");
        try (SynchrotronClient client = builder(this::taken).open()) {
            assertThat(todos(client)).containsExactly("amilk", "cbread");
        }
    }
}

package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.todos.Assert;
import org.synchrotron.client.todos.Break;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.EndTransaction;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Speak;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.client.todos.WriteElsewhere;
import org.synchrotron.log.ActionRecord;

@DisplayName("A client that is offline")
class LocalWorkTest {

    @TempDir
    Path directory;

    private SynchrotronClient client;

    @BeforeEach
    void open() {
        client = builder().open();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private ClientBuilder builder() {
        return Todos.alice(directory.resolve("todos.db")).schema("CREATE TABLE settings (id TEXT PRIMARY KEY)");
    }

    private List<String> texts() {
        return client.read(handle -> handle.createQuery("SELECT text FROM todos ORDER BY text")
                .mapTo(String.class)
                .list());
    }

    @Test
    void executesAnActionAndKeepsItsRecordPending() {
        Execution<String> created = client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", "k", "milk"));

        assertThat(created.result()).isNotBlank();
        assertThat(texts()).containsExactly("milk");
        assertThat(client.pending()).extracting(ActionRecord::id).containsExactly(created.actionId());
        assertThat(client.pending().get(0).tag()).isEqualTo("create_todo_v1");
        assertThat(client.status().pending()).isEqualTo(1);
        assertThat(created.confirmation().toCompletableFuture()).isNotDone();
    }

    @Test
    void recordsNothingWhenAnActionRefuses() {
        assertThatThrownBy(() -> client.execute(new CreateTodo.Args("u:alice", "k", "forbidden")))
                .isInstanceOf(ActionRejected.class)
                .hasMessage("This text is not allowed.");

        assertThat(client.pending()).isEmpty();
        assertThat(texts()).isEmpty();
    }

    @Test
    void recordsNothingWhenArgumentsBreakAConstraint() {
        assertThatThrownBy(() -> client.execute(new CreateTodo.Args("u:alice", " ", "milk")))
                .isInstanceOf(InvalidArguments.class)
                .hasMessageContaining("create_todo_v1")
                .hasMessageContaining("key");

        assertThat(client.pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\uD83D"})
    void recordsNothingWhenArgumentsHoldWhatADatabaseCannot(String text) {
        assertThatThrownBy(() -> client.execute(new CreateTodo.Args("u:alice", "a", text)))
                .isInstanceOf(InvalidArguments.class)
                .hasMessageStartingWith("arguments of create_todo_v1: they hold ");

        assertThat(client.pending()).isEmpty();
    }

    /** Takes a number that JSON may not have. */
    @SyncAction("weigh_v1")
    public static final class Weigh implements Action<Weigh.Args, Double> {
        public record Args(double weight) {}

        @Override
        public Double apply(Args args, ActionContext context) {
            return args.weight();
        }
    }

    @Test
    void recordsNothingWhenArgumentsHaveNoJsonForm() {
        try (SynchrotronClient other =
                Todos.alice(directory.resolve("other.db")).action(new Weigh()).open()) {
            assertThatThrownBy(() -> other.execute(new Weigh.Args(Double.NaN)))
                    .isInstanceOf(InvalidArguments.class)
                    .hasMessageContaining("weigh_v1");

            assertThat(other.pending()).isEmpty();
        }
    }

    @Test
    void namesActionAndRecordWhenAnActionFails() {
        assertThatThrownBy(() -> client.execute(new Break.Args("u:alice")))
                .isInstanceOfSatisfying(ActionFailed.class, failed -> {
                    assertThat(failed.tag()).isEqualTo("break_v1");
                    assertThat(failed).hasMessageContaining(failed.actionId().value());
                    assertThat(failed.getCause()).hasMessage("broken on purpose");
                });

        assertThat(client.pending()).isEmpty();
        assertThat(texts()).isEmpty();
    }

    @Test
    void namesActionAndRecordWhenAnActionEndsWithAnError() {
        assertThatThrownBy(() -> client.execute(new Assert.Args()))
                .isInstanceOfSatisfying(ActionFailed.class, failed -> {
                    assertThat(failed.tag()).isEqualTo("assert_v1");
                    assertThat(failed).hasMessageContaining(failed.actionId().value());
                    assertThat(failed).hasMessageContaining("this cannot be");
                });
        assertThat(client.pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsNothingWhenAnActionTriesToEndTheTransaction(boolean commits) {
        assertThatThrownBy(() -> client.execute(new EndTransaction.Args(commits)))
                .isInstanceOf(ActionFailed.class);

        assertThat(client.pending()).isEmpty();
        assertThat(texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE notes (id TEXT)", "CREATE TEMP TABLE notes AS SELECT 1", "COMMIT"})
    void refusesAnActionWhoseSqlIsNotOfRows(String sql) {
        List<String> before = tables();
        assertThatThrownBy(() -> client.execute(new Speak.Args(sql)))
                .isInstanceOf(ActionFailed.class)
                .hasMessageContaining("an action reads and writes rows")
                .hasMessageContaining(sql);

        assertThat(tables()).isEqualTo(before);
        assertThat(client.pending()).isEmpty();
    }

    private List<String> tables() {
        return client.read(handle -> handle.createQuery(
                        "SELECT name FROM sqlite_schema UNION ALL SELECT name FROM sqlite_temp_schema ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    @ParameterizedTest
    @CsvSource({"settings, table settings is not tracked", "nowhere, no such table: nowhere"})
    void refusesAnActionThatWritesAnUntrackedOrMissingTable(String table, String why) {
        assertThatThrownBy(() -> client.execute(new WriteElsewhere.Args(table)))
                .isInstanceOfSatisfying(
                        ActionFailed.class,
                        failed -> assertThat(failed)
                                .hasMessageContaining("write_elsewhere_v1")
                                .hasMessageContaining(failed.actionId().value())
                                .hasMessageContaining(why));

        assertThat(client.pending()).isEmpty();
        assertThat(texts()).isEmpty();
    }

    @Test
    void refusesArgumentsOfNoAction() {
        record Unknown(String what) {}

        assertThatThrownBy(() -> client.execute(new Unknown("?")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown");
    }

    @Test
    void refusesToWriteOutsideAnAction() {
        assertThatThrownBy(() -> client.read(handle -> handle.execute("DELETE FROM todos")))
                .hasMessageContaining("readonly");
    }

    @Test
    void goesOnAfterARestart() {
        String id = client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", "k", "milk"))
                .result();
        var before = client.pending();
        client.close();

        client = builder().open();
        client.execute(new Increment.Args(id, 2));

        assertThat(client.pending()).startsWith(before.get(0)).hasSize(2);
        assertThat(client.pending().get(1).clock()).isGreaterThan(before.get(0).clock());
        assertThat(client.confirmation(before.get(0).id()).toCompletableFuture())
                .isNotDone();
    }

    @Test
    void endsWaitingConfirmationsWhenItIsClosed() {
        var confirmation = client.execute(new CreateTodo.Args("u:alice", "k", "milk"))
                .confirmation()
                .toCompletableFuture();

        client.close();

        assertThat(confirmation)
                .failsWithin(java.time.Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(ClientClosed.class);
        assertThatThrownBy(() -> client.execute(new Increment.Args("x", 1))).isInstanceOf(ClientClosed.class);
    }
}

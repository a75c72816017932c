package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.RollBack;
import org.synchrotron.client.todos.RollBack.Kind;
import org.synchrotron.client.todos.Todos;

@DisplayName("An action that ends its transaction, executed on a client,")
@Timeout(60)
class ActionTransactionTest {

    private static final String GUARD = """
            CREATE TRIGGER guard BEFORE INSERT ON guarded BEGIN SELECT RAISE(ROLLBACK, 'never'); END""";

    @TempDir
    Path directory;

    private SynchrotronClient client;
    private String milk;

    @BeforeEach
    void open() {
        client = Todos.alice(directory.resolve("todos.db"))
                .schema("CREATE TABLE guarded (x INTEGER)")
                .schema(GUARD)
                .schema(new FullDisk())
                .open();
        milk = client.<String>execute(new CreateTodo.Args("team", "k", "milk")).result();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void nothingIsStoredAndWorkGoesOn() {
        assertThat(texts()).containsExactly("milk");
        assertThat(client.pending()).hasSize(1);
        client.execute(new CreateTodo.Args("u:alice", "k2", "more"));
        assertThat(texts()).containsExactly("milk", "more");
        assertThat(client.pending()).hasSize(2);
    }

    private List<String> texts() {
        return client.read(sql -> sql.createQuery("SELECT text FROM todos ORDER BY text")
                .mapTo(String.class)
                .list());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AND_REFUSES", "SAVEPOINT_OF_THE_ENGINE", "ALL_OF_THE_DISK"})
    void failsAndStoresNothing(Kind kind) {
        assertThatThrownBy(() -> client.execute(new RollBack.Args(milk, kind))).isInstanceOf(ActionFailed.class);
        nothingIsStoredAndWorkGoesOn();
    }

    @ParameterizedTest
    @EnumSource(names = {"AND_REFUSES", "SAVEPOINT_OF_THE_ENGINE"})
    void mayRefuseAndStoresNothing(Kind kind) {
        assertThatThrownBy(() -> client.execute(new RollBack.Args(milk, kind))).isInstanceOf(ActionRejected.class);
        nothingIsStoredAndWorkGoesOn();
    }

    /** The disk is full, so it is not the action's refusal that counts. */
    @Test
    void cannotMakeAFailureOfTheFileItsOwn() {
        assertThatThrownBy(() -> client.execute(new RollBack.Args(milk, Kind.ALL_OF_THE_DISK)))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(DatabaseFailure.Kind.DISK_FULL));
        nothingIsStoredAndWorkGoesOn();
    }
}

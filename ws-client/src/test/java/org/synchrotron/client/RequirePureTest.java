package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.client.todos.Break;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.DeleteTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Nondeterministic;
import org.synchrotron.client.todos.Nondeterministic.Kind;
import org.synchrotron.client.todos.RenameTodo;

@DisplayName("A purity check of one action in a test")
class RequirePureTest extends PurityBench {

    private SynchrotronClient client;
    private String id;

    @BeforeEach
    void setUp() {
        client = opened(builder("todos.db"));
        id = create(client, "one");
        create(client, "two");
    }

    private void require(Record args) {
        PurityCheck.of(client).requirePure(args);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void fails(Kind kind) {
        assertThatThrownBy(() -> require(new Nondeterministic.Args(id, kind)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("action nondeterministic_v1 is not pure")
                .hasMessageContaining("todos.text of row " + id + ": ");
    }

    @Test
    void namesTheCellsWithBothValues() {
        assertThatThrownBy(() -> require(new Nondeterministic.Args(id, Kind.FIELD)))
                .hasMessageEndingWith("\n  todos.text of row " + id + ": \"text 1\", then \"text 2\"");
        Nondeterministic.reset();
        assertThatThrownBy(() -> require(new Nondeterministic.Args(id, Kind.REFUSES_EVERY_OTHER_TIME)))
                .hasMessageContaining("the first failed with ActionRejected")
                .hasMessageEndingWith(": not written, then \"allowed\"")
                .hasRootCauseMessage("Not this time.");
    }

    @Test
    void passesPureActions() {
        assertThatCode(() -> {
                    require(new CreateTodo.Args("u:alice", "three", "bread"));
                    require(new Increment.Args(id, 2));
                    require(new RenameTodo.Args(id, "bread"));
                    require(new DeleteTodo.Args(id));
                    require(new Nondeterministic.Args(id, Kind.NONE));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void givesTheRefusalOfAnActionThatRefusesEachTime() {
        assertThatThrownBy(() -> require(new CreateTodo.Args("u:alice", "k", "forbidden")))
                .isInstanceOf(ActionRejected.class);
        assertThatThrownBy(() -> require(new CreateTodo.Args("u:alice", " ", "milk")))
                .isInstanceOf(InvalidArguments.class);
        assertThatThrownBy(() -> require(new Break.Args("u:alice")))
                .isInstanceOf(ActionFailed.class)
                .hasMessageContaining("break_v1");
    }

    @Test
    void leavesNothing() {
        List<String> before = everything();

        require(new Increment.Args(id, 2));
        assertThatThrownBy(() -> require(new Nondeterministic.Args(id, Kind.UUID)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> require(new Break.Args("u:alice"))).isInstanceOf(ActionFailed.class);

        assertThat(everything()).isEqualTo(before);
        assertThat(client.pending()).hasSize(2);
        client.execute(new Increment.Args(id, 2));
        assertThat(client.pending()).hasSize(3);
        assertThat(client.pending().get(2).clock().counter()).isEqualTo(3);
    }

    private List<String> everything() {
        List<String> all = new ArrayList<>();
        for (String table : rows(client, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
            client.read(handle -> handle.createQuery("SELECT * FROM " + table)
                            .mapToMap()
                            .list())
                    .forEach(row -> all.add(table + row));
        }
        return all;
    }
}

package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.todos.CreateTodo;

@DisplayName("A purity check of an action with a footprint")
class UndeclaredReadsTest extends PurityBench {

    /** Counts the todos that it sees into one of its author's. */
    @SyncAction("count_v1")
    public static final class Count implements Action<Count.Args, Void> {

        /**
         * What is counted and declared.
         *
         * @param audience the audience of the todos that are counted; null for all
         * @param reads a declared audience besides the author's; null for none
         * @param names whether it names the todo
         */
        public record Args(
                String id,
                @Nullable String audience,
                @Nullable String reads,
                boolean names) {}

        @Override
        public @Nullable Void apply(Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "UPDATE todos SET number = (SELECT count(*) FROM todos WHERE coalesce(?, audience_key) = audience_key)"
                                    + " WHERE id = ?",
                            args.audience(),
                            args.id());
            return null;
        }

        @Override
        public Footprint footprint(Args args, FootprintContext context) {
            Footprint own = Footprint.audience("u:" + context.author());
            String reads = args.reads();
            Footprint footprint = reads == null ? own : own.reading(reads);
            return args.names() ? footprint.onlyRow("todos", args.id()) : footprint;
        }
    }

    private SynchrotronClient client;
    private String id;

    @BeforeEach
    void setUp() {
        client = opened(builder("todos.db").purityCheck(true).action(new Count()));
        id = create(client, "one");
        client.execute(new CreateTodo.Args("team", "two", "milk"));
        client.execute(new CreateTodo.Args("others", "three", "milk"));
    }

    private void require(Record args) {
        PurityCheck.of(client).requirePure(args);
    }

    @Test
    void passesIfItReadsWhatItDeclares() {
        assertThatCode(() -> {
                    require(new Count.Args(id, "u:alice", null, false));
                    require(new Count.Args(id, "team", "team", false));
                    require(new Count.Args(id, "nobody", null, true));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void namesTableAndAudienceOfWhatItReadsBesides() {
        assertThatThrownBy(() -> require(new Count.Args(id, "team", null, false)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("action count_v1 reads rows that its footprint does not include")
                .hasMessageContaining(
                        "): table todos, audience team. Runs with and without them differ in todos.number");
        assertThatThrownBy(() -> require(new Count.Args(id, null, "team", false)))
                .hasMessageContaining("): table todos, audience others. Runs");
        assertThatThrownBy(() -> require(new Count.Args(id, null, null, false)))
                .hasMessageContaining("): table todos, audience others; table todos, audience team. Runs");
    }

    @Test
    void namesTheAudienceOfRowsThatItReadsAndDoesNotName() {
        create(client, "four");
        assertThatThrownBy(() -> require(new Count.Args(id, "u:alice", null, true)))
                .hasMessageContaining("): table todos, audience u:alice. Runs");
    }

    @Test
    void reportsItOnceAlsoWhenItIsExecuted() {
        List<String> before = rows(client, "SELECT id FROM todos ORDER BY id");
        client.execute(new Count.Args(id, "team", null, false));
        assertThat(told).singleElement().satisfies(found -> {
            assertThat(found.isOutside()).isTrue();
            assertThat(found.tag()).isEqualTo("count_v1");
        });
        assertThat(rows(client, "SELECT id FROM todos ORDER BY id")).isEqualTo(before);
        assertThat(rows(client, "SELECT number FROM todos WHERE id = '" + id + "'"))
                .containsExactly("1");
    }
}

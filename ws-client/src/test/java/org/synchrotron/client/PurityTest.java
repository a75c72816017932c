package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.todos.DeleteTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Nondeterministic;
import org.synchrotron.client.todos.Nondeterministic.Kind;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.history.DifferingCell;
import org.synchrotron.log.LogEntry;

@DisplayName("A purity check of all that a client executes")
class PurityTest extends PurityBench {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "COIN", "MILLISECONDS", "REFUSES_EVERY_OTHER_TIME"})
    void tellsOfAnActionThatIsNotPure(Kind kind) {
        SynchrotronClient client = opened(builder("todos.db").purityCheck(true));
        String id = create(client, "one");
        create(client, "two");

        Execution<Integer> nondeterministic =
                client.execute(Nondeterministic.class, new Nondeterministic.Args(id, kind));

        assertThat(told).singleElement().satisfies(found -> {
            assertThat(found.record()).isEqualTo(nondeterministic.actionId());
            assertThat(found.tag()).isEqualTo("nondeterministic_v1");
            assertThat(found.cells()).singleElement().satisfies(cell -> {
                assertThat(cell.place()).isEqualTo("todos.text");
                assertThat(cell.row().id()).isEqualTo(id);
                assertThat(cell.second()).hasToString("\"" + text(client, id) + "\"");
            });
        });
        assertThat(nondeterministic.result()).as("the second run stands").isEqualTo(2);
    }

    private String text(SynchrotronClient client, String id) {
        return rows(client, "SELECT text FROM todos WHERE id = '" + id + "'").get(0);
    }

    @Test
    void keepsSilentOnPureActions() {
        SynchrotronClient client = opened(builder("todos.db").purityCheck(true));
        String id = create(client, "one");
        client.execute(new Increment.Args(id, 2));
        client.execute(new RenameTodo.Args(id, "bread"));
        client.execute(new Nondeterministic.Args(id, Kind.NONE));
        client.execute(new DeleteTodo.Args(id));

        assertThat(told).isEmpty();
    }

    @Test
    void leavesSqlsClockRightForTheRunThatIsKept() {
        SynchrotronClient client = opened(builder("todos.db").purityCheck(true));
        String id = create(client, "one");

        client.execute(new Nondeterministic.Args(id, Kind.SQL_DATE));

        assertThat(texts(client))
                .containsAnyOf(
                        rows(client, "SELECT current_date").get(0),
                        rows(client, "SELECT date('now', '-1 day')").get(0));
    }

    @Test
    void tellsOfARefusalOfTheFirstRunAlone() {
        SynchrotronClient client = opened(builder("todos.db").purityCheck(true));
        String id = create(client, "one");

        client.execute(new Nondeterministic.Args(id, Kind.REFUSES_EVERY_OTHER_TIME));

        assertThat(told).singleElement().satisfies(found -> {
            assertThat(found.firstFailure()).hasMessage("Not this time.");
            assertThat(found.secondFailure()).isNull();
            assertThat(found.cells()).extracting(DifferingCell::first).containsOnlyNulls();
        });
        assertThat(texts(client)).containsExactly("allowed");
    }

    @Test
    void letsARefusalOfTheSecondRunCount() {
        SynchrotronClient unchecked = opened(builder("unchecked.db"));
        unchecked.execute(new Nondeterministic.Args("none", Kind.NONE));
        SynchrotronClient client = opened(builder("todos.db").purityCheck(true));
        String id = create(client, "one");

        assertThatThrownBy(() -> client.execute(new Nondeterministic.Args(id, Kind.REFUSES_EVERY_OTHER_TIME)))
                .isInstanceOf(ActionRejected.class);

        assertThat(told).singleElement().satisfies(found -> {
            assertThat(found.firstFailure()).isNull();
            assertThat(found.secondFailure()).hasMessage("Not this time.");
            assertThat(found.cells()).extracting(DifferingCell::second).containsOnlyNulls();
        });
        assertThat(client.pending()).hasSize(1);
        assertThat(texts(client)).containsExactly("milk");
    }

    @Test
    void runsNothingTwiceUnlessItIsAskedFor() {
        SynchrotronClient client = opened(builder("todos.db"));
        String id = create(client, "one");

        client.execute(new Nondeterministic.Args(id, Kind.FIELD));

        assertThat(Nondeterministic.runs()).isOne();
        assertThat(told).isEmpty();
    }

    @Test
    @Timeout(60)
    void tellsOnceOfARecordThatRunsAgain() throws Exception {
        try (TestServer server = new TestServer()) {
            SynchrotronClient client =
                    opened(builder("todos.db").server(server.uri()).purityCheck(true));
            String id = create(client, "one");
            Execution<Integer> nondeterministic =
                    client.execute(Nondeterministic.class, new Nondeterministic.Args(id, Kind.FIELD));
            server.append(Entries.bobs(
                    "early", "unknown_v1", 1_000, 1, Entries.text("?"), Entries.inserted("b", "team", "bob's", 1)));
            client.connect();
            confirmed(nondeterministic);

            assertThat(Nondeterministic.runs())
                    .as("twice at first, twice in the replay")
                    .isEqualTo(4);
            assertThat(told)
                    .singleElement()
                    .satisfies(found -> assertThat(found.record()).isEqualTo(nondeterministic.actionId()));
        }
    }

    @Test
    @Timeout(60)
    void looksAtWhatOthersDidWhereTheirLogicRunsHere() throws Exception {
        try (TestServer server = new TestServer()) {
            SynchrotronClient client =
                    opened(builder("todos.db").server(server.uri()).purityCheck(true));
            String id = create(client, "one");
            long later = System.currentTimeMillis() + 60_000;
            JsonObject args =
                    Json.createObjectBuilder().add("id", id).add("kind", "UUID").build();
            LogEntry bobs = Entries.bobs(
                    "bobs",
                    "nondeterministic_v1",
                    later,
                    1,
                    args,
                    Entries.updated(id, "u:alice", Entries.text("Bob's")));
            server.append(bobs);
            client.connect();
            confirmed(client.execute(new Increment.Args(id, 1)));

            assertThat(told)
                    .singleElement()
                    .satisfies(found ->
                            assertThat(found.record()).isEqualTo(bobs.record().id()));
            assertThat(texts(client)).as("the known effects count").containsExactly("Bob's");
        }
    }

    @Test
    @Timeout(60)
    void doesNotStopSync() throws Exception {
        try (TestServer server = new TestServer()) {
            SynchrotronClient one =
                    opened(builder("one.db").server(server.uri()).purityCheck(true));
            SynchrotronClient two =
                    opened(builder("two.db").server(server.uri()).purityCheck(true));
            String id = create(one, "one");
            for (Kind kind : Kind.values()) {
                one.execute(new Nondeterministic.Args(id, kind));
            }
            one.execute(new Nondeterministic.Args(id, Kind.UUID));
            one.connect();
            assertThat(one.awaitSynced(SOON)).isTrue();
            two.connect();
            confirmed(two.execute(new Nondeterministic.Args("none", Kind.CLOCK)));

            assertThat(one.pending()).isEmpty();
            assertThat(told).isNotEmpty();
            assertThat(texts(two)).hasSize(1).isEqualTo(texts(one));
        }
    }

    private static void confirmed(Execution<?> execution) throws Exception {
        execution.confirmation().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}

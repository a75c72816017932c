package org.synchrotron.client.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.Entries;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;

@DisplayName("A record that the server refuses")
class QuarantineTest extends QuarantineBench {

    @Test
    void isQuarantinedWithThoseThatBuildOnItAndTheOthersStay() {
        List<ActionId> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(does(new CreateTodo.Args("team", "k" + i, "t" + i)));
        }
        ActionId refused = does(new Increment.Args("t1", 10));
        others.add(does(new Increment.Args("t2", 10)));
        ActionId dependent = does(new RenameTodo.Args("t1", "renamed"));
        for (int i = 4; i < 7; i++) {
            others.add(does(new CreateTodo.Args("team", "k" + i, "t" + i)));
        }

        refuse(refused);

        assertThat(aside()).containsExactly(refused, dependent);
        assertThat(pending()).isEqualTo(others);
        assertThat(bench.alice().pendingCount()).isEqualTo(8);
        assertThat(todos()).containsExactly("one 2", "t0 0", "t1 0", "t2 0", "t3 0", "t4 0", "t5 0", "t6 0", "two 12");
        QuarantinedRecord told = bench.alice().refused().find(dependent).orElseThrow();
        assertThat(told.record()).isEqualTo(entry(dependent).record());
        assertThat(told.code()).isEqualTo("access-denied");
        assertThat(told.message()).isEqualTo("Not for you.");
        assertThat(told.refused()).isEqualTo(refused);
        assertThat(told.quarantinedAt().toEpochMilli()).isEqualTo(5_000);
    }

    @Test
    void includesTheDependentOfADependentAndLeavesAnEarlierRecordOnTheSameRow() {
        ActionId earlier = does(new Increment.Args("t1", 10));
        ActionId refused = does(new RenameTodo.Args("t1", "refused"));
        LogEntry both = bothRows();
        ActionId last = does(new RenameTodo.Args("t2", "last"));

        refuse(refused);

        assertThat(aside()).containsExactly(refused, both.record().id(), last);
        assertThat(pending()).containsExactly(earlier);
        assertThat(todos()).containsExactly("one 12", "two 2");
    }

    @Test
    void leavesTheTablesToWhatTheLogGivesWhenItWasTheFirstPendingOne() {
        ActionId refused = does(new Increment.Args("t1", 10));
        bench.deliver(
                3,
                bobs(
                        "three",
                        "big_or_three_v1",
                        6_000,
                        3,
                        Json.createObjectBuilder().add("id", "t1").build(),
                        updated("t1", "team", number(5))));
        assertThat(todos()).as("a prediction").containsExactly("big 12", "two 2");

        refuse(refused);

        assertThat(todos()).as("what is known").containsExactly("one 5", "two 2");
        assertThat(bench.texts("SELECT applied FROM synchrotron_action_records WHERE server_ingest_id IS NOT NULL"))
                .containsOnly("known");
    }

    @Test
    void isNotQuarantinedWhenItIsNotPending() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);
        List<String> before = bench.dump();

        for (ActionId none : List.of(refused, Entries.id("one"), ActionId.of(new UUID(1, 2)))) {
            assertThat(bench.alice().refused().quarantine(none, "access-denied", "no"))
                    .isFalse();
        }

        assertThat(bench.dump()).isEqualTo(before);
    }

    @Test
    void isAcceptedWhenTheServerHasItAfterAllAndItsDependentsArePendingAgain() {
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        LogEntry record = entry(refused);
        refuse(refused);
        assertThat(bench.alice().pendingCount()).isZero();

        bench.deliver(3, accepted(record, 3, List.of(updated("t1", "team", number(12)))));

        assertThat(aside()).isEmpty();
        assertThat(pending()).containsExactly(dependent);
        assertThat(entry(refused).isPending()).isFalse();
        assertThat(todos()).containsExactly("one 13", "two 2");
    }

    @Test
    void staysQuarantinedWhenOnlyItsDependentIsDelivered() {
        ActionId refused = does(new Increment.Args("t1", 10));
        ActionId dependent = does(new Increment.Args("t1", 1));
        LogEntry record = entry(dependent);
        refuse(refused);

        bench.deliver(3, accepted(record, 3, List.of(updated("t1", "team", number(7)))));

        assertThat(aside()).containsExactly(refused);
        assertThat(todos()).containsExactly("one 7", "two 2");
    }

    @Test
    void isPassedOverByCorrections() {
        ActionId refused = does(new Increment.Args("t1", 10));
        refuse(refused);

        bench.deliver(
                3,
                Entries.correction(3, Json.createObjectBuilder().build(), List.of(updated("t1", "team", number(40)))));

        assertThat(todos()).containsExactly("one 40", "two 2");
    }

    @Test
    void staysQuarantinedAfterARestart() throws Exception {
        ActionId refused = does(new Increment.Args("t1", 10));
        does(new Increment.Args("t2", 10));
        refuse(refused);
        List<String> before = bench.dump();

        bench.crash();

        assertThat(bench.dump()).isEqualTo(before);
        bench.deliver(3, bobs("later", "unknown_v1", 2_000, 3, text("?"), updated("t1", "team", number(3))));
        assertThat(aside()).containsExactly(refused);
        assertThat(todos()).containsExactly("one 3", "two 12");
    }
}

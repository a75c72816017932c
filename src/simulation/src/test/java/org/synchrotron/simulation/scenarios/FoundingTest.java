package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.simulation.oracle.Entry;

/** An audience is founded offline, and its founder, its members and others work in it. */
@ExtendWith(Scenarios.Resolver.class)
class FoundingTest {

    /** More than one upload takes. */
    private static final int MANY = Upload.MOST_RECORDS + 10;

    @Test
    void membersWorkInWhatTheFounderHasFoundedOfflineInEitherUploadOrder(Scenarios scenarios) {
        for (List<String> order : List.of(List.of("b0", "a0"), List.of("a0", "b0"))) {
            try (Scenario scenario = scenarios.open("a0 a1 b0 c0")) {
                scenario.perform("do a0 found f1 ab; do a0 add f1.0 5").sync("a0", "b0", "c0");
                scenario.perform("do a0 add f1.0 10; do b0 grow f1.0 7")
                        .sync(order.toArray(String[]::new))
                        .drain();
                assertThat(scenario.items("t")).as("uploaded by %s", order).containsExactly("\"big7\"");
                assertThat(scenario.items("x")).containsExactly("18");
            }
        }
    }

    @Test
    void recordsOfOthersInItAreDeniedEvenIfTheyArriveFirst(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0 c0")) {
            scenario.perform("do a0 found f1 ab; do c0 intrude f1.x1")
                    .sync("c0", "a0", "b0")
                    .drain();
            assertThat(scenario.onlyRecord("intrude").code()).isEqualTo("access-denied");
            assertThat(scenario.items("x")).containsExactly("3");
        }
    }

    @Test
    void memberWorksInItInFurtherUploads(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0")) {
            scenario.perform("do a0 found f1 ab" + many("do a0 add f1.0 1")).drain();
            assertThat(scenario.items("x")).containsExactly(Integer.toString(3 + MANY));
        }
    }

    /** The server cannot tell the next part of an upload from a later upload, which goes by the memberships of then. */
    @Test
    void founderWhoIsNoMemberWorksInItInTheSameUploadOnly(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0")) {
            scenario.perform("do a0 found f1 b" + many("do a0 add f1.0 1")).drain();
            int inTheFirst = Upload.MOST_RECORDS - 1;
            assertThat(scenario.items("x")).containsExactly(Integer.toString(2 + inTheFirst));
            assertThat(scenario.log().stream().filter(Entry::isRejected).map(Entry::code))
                    .hasSize(MANY - inTheFirst)
                    .containsOnly("access-denied");
        }
    }

    private static String many(String step) {
        return "; "
                + String.join("; ", IntStream.range(0, MANY).mapToObj(i -> step).toList());
    }
}

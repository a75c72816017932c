package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.ActionRecord;

/** Several clients write the same text offline and upload in different orders. All end with the result of one replay. */
@ExtendWith(Scenarios.Resolver.class)
class WritersTest {

    private static final List<String> THREE_USERS = List.of("a0", "b0", "c0");
    private static final List<String> ONE_USER = List.of("a0", "a1", "a2");
    private static final List<String> FIVE = List.of("a0", "b0", "c0", "d0", "e0");

    /** How many of the 120 upload orders of five writers are tried; {@code -Dscenes.orders=120} tries all. */
    private static final int TRIED_ORDERS = Integer.getInteger("scenes.orders", 5);

    /** Which replicas run the writers' actions again. */
    enum Policy {
        EVERYWHERE(0),
        AUTHOR(1),
        MIXED(2);

        private final int seed;

        Policy(int seed) {
            this.seed = seed;
        }

        String of(String action, int writer) {
            return this == AUTHOR || (this == MIXED && writer % 2 == 1) ? "quiet" + action : action;
        }
    }

    static Stream<Arguments> threeWriters() {
        return Stream.of(THREE_USERS, ONE_USER)
                .flatMap(writers -> Stream.of(Policy.values())
                        .flatMap(policy ->
                                Permutations.of(writers).stream().map(order -> Arguments.of(policy, writers, order))));
    }

    @ParameterizedTest
    @MethodSource("threeWriters")
    void threeWritersEndWithTheLettersInReplayOrder(
            Policy policy, List<String> writers, List<String> order, Scenarios scenarios) {
        try (Scenario scenario = start(writers, scenarios)) {
            for (int i = 0; i < writers.size(); i++) {
                scenario.perform("do " + writers.get(i) + " " + policy.of("append", i) + " p1 " + letter(i));
            }

            scenario.sync(order.toArray(String[]::new)).drain();

            scenario.requireEverywhere("p1", "t", "vwx");
            requireEachRecordUploadedOnce(scenario, 4);
        }
    }

    static Stream<Arguments> fiveWriters() {
        return Stream.of(Policy.values())
                .flatMap(policy -> Permutations.some(FIVE, TRIED_ORDERS, policy.seed).stream()
                        .map(order -> Arguments.of(policy, order)));
    }

    /** The second and the fourth writer delete the row and create it again, each in one record. */
    @ParameterizedTest
    @MethodSource("fiveWriters")
    void fiveWritersEndWithTheLettersSinceTheRowWasLastRenewed(Policy policy, List<String> order, Scenarios scenarios) {
        try (Scenario scenario = start(FIVE, scenarios)) {
            List<String> letters = new ArrayList<>();
            for (int i = 0; i < FIVE.size(); i++) {
                boolean renews = i == 1 || i == 3;
                if (renews) {
                    letters.clear();
                } else {
                    letters.add(letter(i));
                }
                scenario.perform("do " + FIVE.get(i) + " "
                        + (renews
                                ? policy.of("renew", i / 2) + " p1"
                                : policy.of("append", i / 2) + " p1 " + letter(i)));
            }

            scenario.sync(order.toArray(String[]::new)).drain();

            scenario.requireEverywhere("p1", "t", String.join("", letters));
            requireEachRecordUploadedOnce(scenario, 6);
        }
    }

    static Stream<List<String>> someOrders() {
        return Permutations.some(FIVE, TRIED_ORDERS / 2, 3).stream();
    }

    /**
     * As before, but the two writers delete the row in one record and create it in another; other writers append letters in
     * between.
     */
    @ParameterizedTest
    @MethodSource("someOrders")
    void lettersWrittenWhileTheRowIsDeletedAreLost(List<String> order, Scenarios scenarios) {
        try (Scenario scenario = start(FIVE, scenarios)) {
            scenario.perform(
                    "do a0 append p1 v; do b0 remove p1; do c0 append p1 lost; do b0 create p1 1; do c0 append p1 w;"
                            + "do d0 append p1 gone; do e0 remove p1; do d0 append p1 lost; do e0 create p1 2; do a0 append p1 x");

            scenario.sync(order.toArray(String[]::new)).drain();

            scenario.requireEverywhere("p1", "t", "x").requireEverywhere("p1", "x", 2);
            requireEachRecordUploadedOnce(scenario, 11);
        }
    }

    private static Scenario start(List<String> writers, Scenarios scenarios) {
        String[] clients = writers.toArray(String[]::new);
        return scenarios
                .open(String.join(" ", writers))
                .perform("do " + clients[0] + " create p1 0")
                .sync(clients);
    }

    private static String letter(int writer) {
        return String.valueOf((char) ('v' + writer));
    }

    /** Requires that every record was uploaded once, and that no client uploaded a correction. */
    private static void requireEachRecordUploadedOnce(Scenario scenario, int records) {
        assertThat(scenario.uploadedRecords())
                .hasSize(records)
                .doesNotHaveDuplicates()
                .allMatch(ActionRecord::isBase);
    }
}

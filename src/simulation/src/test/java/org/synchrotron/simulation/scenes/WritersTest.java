package org.synchrotron.simulation.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.ActionRecord;

/** Several write the same text while offline, and upload in every order: all end with what one replay in replay order gives. */
@ExtendWith(Stage.Keeper.class)
class WritersTest {

    private static final List<String> THREE_USERS = List.of("a0", "b0", "c0");
    private static final List<String> ONE_USER = List.of("a0", "a1", "a2");
    private static final List<String> FIVE = List.of("a0", "b0", "c0", "d0", "e0");

    /** Of 120 orders; {@code -Dscenes.orders=120} tries all. */
    private static final int SOME = Integer.getInteger("scenes.orders", 40);

    /** Whether others run the writers' actions again. */
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
                                Orders.of(writers).stream().map(order -> Arguments.of(policy, writers, order))));
    }

    @ParameterizedTest
    @MethodSource("threeWriters")
    void threeWritersEndWithTheLettersInReplayOrder(
            Policy policy, List<String> writers, List<String> order, Stage stage) {
        try (Scene scene = begin(writers, stage)) {
            for (int i = 0; i < writers.size(); i++) {
                scene.play("do " + writers.get(i) + " " + policy.of("append", i) + " p1 " + letter(i));
            }

            scene.sync(order.toArray(String[]::new)).rest();

            scene.everywhere("p1", "t", "vwx");
            nobodySentMoreThanTheirOwn(scene, 4);
        }
    }

    static Stream<Arguments> fiveWriters() {
        return Stream.of(Policy.values())
                .flatMap(policy ->
                        Orders.some(FIVE, SOME, policy.seed).stream().map(order -> Arguments.of(policy, order)));
    }

    /** The second and the fourth delete the row and create it anew, in one record each. */
    @ParameterizedTest
    @MethodSource("fiveWriters")
    void fiveWritersOfWhomTwoRenewTheRowEndWithTheLettersSinceTheLastRenewal(
            Policy policy, List<String> order, Stage stage) {
        try (Scene scene = begin(FIVE, stage)) {
            List<String> letters = new ArrayList<>();
            for (int i = 0; i < FIVE.size(); i++) {
                boolean renews = i == 1 || i == 3;
                if (renews) {
                    letters.clear();
                } else {
                    letters.add(letter(i));
                }
                scene.play("do " + FIVE.get(i) + " "
                        + (renews
                                ? policy.of("renew", i / 2) + " p1"
                                : policy.of("append", i / 2) + " p1 " + letter(i)));
            }

            scene.sync(order.toArray(String[]::new)).rest();

            scene.everywhere("p1", "t", String.join("", letters));
            nobodySentMoreThanTheirOwn(scene, 6);
        }
    }

    static Stream<List<String>> someOrders() {
        return Orders.some(FIVE, SOME / 2, 3).stream();
    }

    /** As before, but the two delete it in one record and create it in another: letters of others may come in between. */
    @ParameterizedTest
    @MethodSource("someOrders")
    void whatIsWrittenWhileThereIsNoRowIsGone(List<String> order, Stage stage) {
        try (Scene scene = begin(FIVE, stage)) {
            scene.play(
                    "do a0 append p1 v; do b0 remove p1; do c0 append p1 lost; do b0 create p1 1; do c0 append p1 w;"
                            + "do d0 append p1 gone; do e0 remove p1; do d0 append p1 lost; do e0 create p1 2; do a0 append p1 x");

            scene.sync(order.toArray(String[]::new)).rest();

            scene.everywhere("p1", "t", "x").everywhere("p1", "x", 2);
            nobodySentMoreThanTheirOwn(scene, 11);
        }
    }

    private static Scene begin(List<String> writers, Stage stage) {
        String[] clients = writers.toArray(String[]::new);
        return stage.open(String.join(" ", writers))
                .play("do " + clients[0] + " create p1 0")
                .sync(clients);
    }

    private static String letter(int writer) {
        return String.valueOf((char) ('v' + writer));
    }

    /** Every record was uploaded once, by its author; no client corrected anything. */
    private static void nobodySentMoreThanTheirOwn(Scene scene, int records) {
        assertThat(scene.uploaded()).hasSize(records).doesNotHaveDuplicates().allMatch(ActionRecord::isBase);
    }
}

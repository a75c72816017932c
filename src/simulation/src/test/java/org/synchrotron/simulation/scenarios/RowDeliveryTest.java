package org.synchrotron.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come instead of records (rule 14), while the network, the process and memberships do as they like. */
@ExtendWith(Scenarios.Resolver.class)
class RowDeliveryTest {

    /** Clients keep no log; parts hold two rows or so, and a delivery of records few row changes. */
    private static final String ROWS = "rows 0 60 4";

    /** Long enough that no scenario ends before the delivery, and short enough to hit each part. */
    private static final int STEP_MS = 50;

    private static final int LONGEST_MS = 400;

    /** As long as the tasks of a client take that follow a message, and shorter than the way of the next one. */
    private static final int TASK_MS = 5;

    /** Longer than what a slow reader delays. */
    private static final int SLOW_MS = 3_000;

    private static void atEachMoment(Scenarios scenarios, String clients, ObjIntConsumer<Scenario> steps) {
        for (int ms = 0; ms < LONGEST_MS; ms += STEP_MS) {
            try (Scenario scenario = scenarios.open(clients, ROWS)) {
                steps.accept(scenario, ms);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lose b0 down",
                "twice b0 down",
                "swap b0 down",
                "cut b0 down",
                "drop b0 up",
                "die b0 0",
                "die b0 3"
            })
    void firstRowsComeWholeWhateverHappensAtAnyPart(String fault, Scenarios scenarios) {
        atEachMoment(scenarios, "a0 b0", (scenario, ms) -> {
            scenario.perform("online a0; do a0 fill p 12; do a0 open p0; do b0 add pw3 10")
                    .performNow("online b0")
                    .pass(ms)
                    .performNow(fault)
                    .drain();
            assertThat(scenario.items("x")).as("after %s at %d ms", fault, ms).hasSize(12);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void crashInTheSwitchLeavesWhatWasThereAndTheRowsComeAgain(int writes, Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0", ROWS)) {
            scenario.perform("do a0 fill p 7")
                    .sync("a0")
                    .performNow("online b0")
                    .passUntilPartsCame("b0", 4)
                    .pass(TASK_MS)
                    .performNow("die b0 " + writes)
                    .pass(SLOW_MS)
                    .drain();
            assertThat(scenario.items("x")).hasSize(7);
        }
    }

    /** Four of the five parts are sent at once. At some of the times, the fifth is lost, the end is delayed, and another fifth comes. */
    @Test
    void partOfAnotherDeliveryIsNotTakenForALostOne(Scenarios scenarios) {
        for (int ms = 20; ms < 100; ms += 10) {
            try (Scenario scenario = scenarios.open("a0 b0", ROWS)) {
                scenario.perform("do a0 fill u:a 9; do b0 fill u:b 9")
                        .sync("a0", "b0")
                        .perform("online a0; online b0; wait 3000")
                        .performNow("renew b0")
                        .pass(ms)
                        .performNow("lose b0 down")
                        .performNow("swap b0 down")
                        .pass(SLOW_MS)
                        .performNow("renew a0")
                        .pass(ms)
                        .performNow("stray a0 b0 down")
                        .pass(SLOW_MS)
                        .performNow("do b0 add ubw0 1")
                        .pass(SLOW_MS)
                        .drain();
                assertThat(scenario.items("x")).as("after %d ms", ms).hasSize(18);
            }
        }
    }

    @Test
    void lateRecordBelowTheBaseComesAsRowsUnderPendingWork(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0", ROWS)) {
            scenario.perform("do a0 create p0 1").sync("a0", "b0").perform("do a0 add p0 1; do b0 add p0 10");
            scenario.sync("b0")
                    .perform("do b0 grow p0 7")
                    .sync("a0")
                    .drain()
                    .requireEverywhere("p0", "t", "big7")
                    .requireEverywhere("p0", "x", 12);
        }
    }

    @Test
    void outAndInAgainLeavesNoHole(Scenarios scenarios) {
        for (String between : List.of("wait 1", "wait 3000", "offline b0; wait 1; online b0", "die b0 0", "restart")) {
            try (Scenario scenario = scenarios.open("c0 b0", ROWS)) {
                scenario.perform("do c0 create q0 1; online c0; online b0; leave b q; do c0 add q0 5")
                        .perform(between)
                        .perform("join b q; do c0 create q1 2")
                        .drain()
                        .requireEverywhere("q0", "x", 6)
                        .requireEverywhere("q1", "x", 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lose b0 down", "twice b0 down", "swap b0 down", "stray b0 c0 down", "half b0 down"})
    void outAndInAgainLeavesNoHoleIfTheMessageOfItIsLostOrComesWhereItDoesNotBelong(String fault, Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("c0 b0", ROWS)) {
            scenario.perform("do c0 create q0 1; online c0; online b0; wait 5000")
                    .performNow(fault)
                    .perform("leave b q; wait 5000; do c0 add q0 5; do c0 create p0 1; wait 5000")
                    .perform("join b q; wait 5000; do c0 create p1 2; wait 5000")
                    .drain()
                    .requireEverywhere("q0", "x", 6)
                    .requireEverywhere("p1", "x", 2);
        }
    }

    /** After one comparison of audiences the server waits for the next one, which finds the same audiences as before. */
    @Test
    void outAndInAgainBetweenTwoComparisonsLeavesNoHole(Scenarios scenarios) {
        atEachMoment(scenarios, "c0 b0", (scenario, ms) -> {
            scenario.perform("do c0 create q0 1; online c0; online b0; wait 5000")
                    .performNow("leave b p")
                    .performNow("join b p")
                    .pass(STEP_MS)
                    .performNow("leave b q")
                    .performNow("do c0 add q0 5")
                    .pass(ms)
                    .performNow("join b q")
                    .drain()
                    .requireEverywhere("q0", "x", 6);
        });
    }

    /** Rows of the gained audience are on their way when it is lost again and another one is gained, at whatever part that happens. */
    @Test
    void audiencesThatAreGainedAndLostWhileRowsOfOneComeLeaveNoHole(Scenarios scenarios) {
        atEachMoment(scenarios, "c0 d0 b0", (scenario, ms) -> {
            scenario.perform("leave b q; do c0 fill q 9; do d0 fill s 9; online c0; online d0; online b0; wait 5000")
                    .performNow("join b q")
                    .pass(ms)
                    .performNow("leave b q")
                    .performNow("join b s")
                    .performNow("leave b p")
                    .pass(ms)
                    .performNow("join b q")
                    .performNow("join b p")
                    .perform("do c0 add qw0 5; do d0 add sw0 5; wait 5000")
                    .drain()
                    .requireEverywhere("qw0", "x", 6)
                    .requireEverywhere("sw0", "x", 6);
        });
    }

    @Test
    void rowsComeWhenARoleThatWasLostWhileTheyWereReadIsBack(Scenarios scenarios) {
        atEachMoment(scenarios, "a0 b0", (scenario, ms) -> {
            scenario.perform("do a0 fill p 9")
                    .sync("a0")
                    .performNow("online b0")
                    .pass(ms)
                    .performNow("unrole b")
                    .perform("do a0 add pw0 5; online a0; wait 5000; role b; wait 5000")
                    .drain()
                    .requireEverywhere("pw0", "x", 6);
        });
    }

    @Test
    void pendingWorkOnALostAudienceIsQuarantinedAndTheRestGoesOn(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("c0 b0", ROWS)) {
            scenario.perform("do c0 create q0 1; do c0 create p0 1")
                    .sync("c0", "b0")
                    .perform("do b0 add q0 5; do b0 add p0 5; leave b q")
                    .drain()
                    .requireEverywhere("q0", "x", 1)
                    .requireEverywhere("p0", "x", 6);
        }
    }

    @Test
    void allRowsComeAnewWhenTheApplicationAsksForThem(Scenarios scenarios) {
        try (Scenario scenario = scenarios.open("a0 b0", ROWS)) {
            scenario.perform("do a0 fill p 12")
                    .sync("a0", "b0")
                    .perform("do b0 add pw1 5; renew b0; cutlog a0; renew a0")
                    .drain()
                    .requireEverywhere("pw1", "x", 6);
        }
    }
}

package org.synchrotron.simulation.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A client's process dies in the middle of a transaction, once after each of its writes: its file holds what was there before,
 * nothing in between, and all goes on from there.
 */
@ExtendWith(Stage.Keeper.class)
class CrashTest {

    /** A transaction of fewer writes would not be what the test is about. */
    private static final int SOME_WRITES = 10;

    private static final int MORE_THAN_IT_WRITES = 200;

    /** Where a story stands just before the transaction that Anna's device does not survive. */
    @FunctionalInterface
    private interface Beginning {
        Scene play(Stage stage);
    }

    /** Ben's letter comes before two pending ones, which are undone, and run again behind it. */
    @Test
    void betweenUndoAndReplayThereIsNothing(Stage stage) {
        dieAfterEachWrite(
                stage,
                theStage -> theStage.open("a0 b0")
                        .play("do a0 create p1 0")
                        .sync("a0", "b0")
                        .play("do b0 append p1 v; do a0 append p1 w; do a0 append p1 x")
                        .sync("b0")
                        .at("online a0"),
                2,
                2,
                "vwx");
    }

    /**
     * Nothing is pending; two records that everybody knows are undone, and applied again behind Ben's. No logic runs on others' replicas,
     * so that no search for hidden rows, a transaction of its own, follows.
     */
    @Test
    void theSameHoldsWhereTheLogSaysWhatTheReplayDoes(Stage stage) {
        dieAfterEachWrite(
                stage,
                theStage -> {
                    Scene scene = theStage.open("a0 b0")
                            .play("do a0 create p1 0; do a0 create p2 0")
                            .sync("a0", "b0")
                            .play("do b0 quietappend p2 v; do a0 quietappend p1 w; do a0 quietappend p1 x")
                            .sync("a0")
                            .play("online a0")
                            .at("online b0");
                    scene.passUntil(() -> scene.log().size() > 4);
                    return scene;
                },
                0,
                0,
                "wx");
    }

    /** Three records come back accepted; the answer, which would be the next message, is lost. */
    @Test
    void ofSeveralRecordsAllAreAcceptedOrNone(Stage stage) {
        dieAfterEachWrite(
                stage,
                theStage -> {
                    Scene scene = theStage.open("a0 b0")
                            .play("do a0 create p1 0; do a0 create p2 0")
                            .sync("a0", "b0")
                            .play("do b0 append p1 v; do a0 append p1 w; do a0 append p1 x; do a0 append p2 y")
                            .sync("b0");
                    long before = scene.cursor("a0");
                    scene.at("online a0").passUntil(() -> scene.cursor("a0") > before);
                    return scene.at("lose a0 down");
                },
                3,
                0,
                "vwx");
    }

    private static void dieAfterEachWrite(
            Stage stage, Beginning story, int pendingBefore, int pendingAfter, String text) {
        List<String> complete = withoutACrash(stage, story, pendingBefore, pendingAfter);
        for (int writes = 1; writes < MORE_THAN_IT_WRITES; writes++) {
            try (Scene scene = begin(stage, story)) {
                List<String> before = scene.dump("a0");
                scene.at("die a0 " + writes).passUntil(() -> !scene.lives("a0"));
                scene.at("offline a0").passUntil(() -> scene.lives("a0"));
                List<String> after = scene.dump("a0");

                scene.rest().everywhere("p1", "t", text);
                if (!after.equals(before)) {
                    assertThat(after).as("after %d writes", writes).isEqualTo(complete);
                    assertThat(writes).as("writes").isGreaterThan(SOME_WRITES);
                    return;
                }
            }
        }
        throw new AssertionError("a transaction of " + MORE_THAN_IT_WRITES + " writes is not done yet");
    }

    /** {@return what the file holds when the transaction is over} */
    private static List<String> withoutACrash(Stage stage, Beginning story, int pendingBefore, int pendingAfter) {
        try (Scene scene = begin(stage, story)) {
            assertThat(scene.pending("a0")).hasSize(pendingBefore);
            long before = scene.cursor("a0");
            scene.passUntil(() -> scene.cursor("a0") > before);
            assertThat(scene.pending("a0")).hasSize(pendingAfter);
            return scene.dump("a0");
        }
    }

    private static Scene begin(Stage stage, Beginning story) {
        Scene scene = story.play(stage);
        scene.passUntil(() -> scene.isGreeted("a0"));
        return scene;
    }
}

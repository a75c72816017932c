package org.synchrotron.client.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Entries.accepted;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.id;
import static org.synchrotron.client.Entries.inserted;
import static org.synchrotron.client.Entries.number;
import static org.synchrotron.client.Entries.text;
import static org.synchrotron.client.Entries.updated;

import jakarta.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.todos.TouchIn;
import org.synchrotron.log.LogEntry;

@DisplayName("Of another user's record after pending ones, predicted because of one that is accepted now,")
class DecidedPredictionsTest {

    @TempDir
    Path directory;

    private Bench bench;

    /** Of the audience that the other record reads. */
    private LogEntry met;

    /** Of another audience, before the other record, too. */
    private LogEntry notMet;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.deliver(
                1,
                bobs(
                        "create",
                        "unknown_v1",
                        1_000,
                        1,
                        text("?"),
                        inserted("t1", "team", "shared", 2),
                        inserted("t2", "u:alice", "own", 2)));
        bench.wall(5_000);
        bench.alice().perform(new TouchIn.Args("team", 10));
        bench.alice().perform(new TouchIn.Args("u:alice", 1));
        met = bench.alice().pending().get(0);
        notMet = bench.alice().pending().get(1);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void bobTouches(String name, long timeMs, long ingestId, long known) {
        bench.deliver(
                ingestId,
                bobs(
                        name,
                        "touch_in_v1",
                        timeMs,
                        ingestId,
                        Json.createObjectBuilder()
                                .add("audience", "team")
                                .add("by", 5)
                                .build(),
                        updated("t1", "team", number(known))));
    }

    private Replayed metIsAccepted(long ingestId) {
        return bench.deliver(ingestId, accepted(met, ingestId, bench.effects(met)))
                .replayed();
    }

    private Applied applied(String name) {
        return bench.store().records().summary(id(name)).orElseThrow().applied();
    }

    private void isShared(int number) {
        assertThat(bench.texts("SELECT number FROM todos WHERE id = 't1'")).containsExactly(String.valueOf(number));
    }

    @Test
    void whatCameTrueIsKnownWithoutTouchingARow() {
        bobTouches("bobs", 6_000, 2, 17);
        assertThat(applied("bobs")).isEqualTo(Applied.LOGIC);

        assertThat(metIsAccepted(3)).isEqualTo(Replayed.NOTHING);

        assertThat(applied("bobs")).isEqualTo(Applied.KNOWN);
        isShared(17);
    }

    @Test
    void whatTheServerSawOtherwiseIsReplaced() {
        bobTouches("bobs", 6_000, 2, 40);
        isShared(17);

        metIsAccepted(3);

        isShared(40);
        assertThat(bench.alice().pending()).containsExactly(notMet);
    }

    @Test
    void soIsWhatWasPredictedOnTopOfIt() {
        bobTouches("first", 6_000, 2, 17);
        bobTouches("second", 7_000, 3, 40);
        isShared(22);

        metIsAccepted(4);

        assertThat(applied("first")).isEqualTo(Applied.KNOWN);
        isShared(40);
    }

    @Test
    void nothingIsReplacedAsLongAsItMeetsAnother() {
        bench.alice().perform(new TouchIn.Args("team", 100));
        bobTouches("bobs", 6_000, 2, 40);

        metIsAccepted(3);

        assertThat(applied("bobs")).isEqualTo(Applied.LOGIC);
        isShared(117);
    }

    @Test
    void theCauseIsFoundWhenOnlyWhatFollowsItIsReplayed() {
        bobTouches("first", 7_000, 2, 17);
        bobTouches("late", 6_000, 3, 40);
        isShared(22);

        metIsAccepted(4);

        assertThat(applied("late")).isEqualTo(Applied.KNOWN);
        assertThat(applied("first")).isEqualTo(Applied.KNOWN);
        isShared(17);
    }
}

package org.synchrotron.server.materialize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.DividedUploads;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.SpoilingAction;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.runtime.RunWatch;

/** The item a has less than 1,000, with which the action's transaction can only be rolled back. */
@DisplayName("A run after which the transaction can only be rolled back")
class SpoiledRunsTest {

    private final SpoiledRuns spoiled = new SpoiledRuns(SpoilingAction.DOOMED::get, this::now);
    private final TestServer server = new TestServer(
            AcceptSettings.DEFAULT, null, new RunLimits(RunWatch.NONE, 0, spoiled, this::now, tooSlow -> {}));
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final Replica bob = new Replica(server, "bob", "bob-1");
    private final DividedUploads uploads = new DividedUploads();

    private long now() {
        return server.time.get();
    }

    @BeforeEach
    void thereIsAnItem() {
        SpoilingAction.DOOMED.set(false);
        SpoilingAction.RUNS.set(0);
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
    }

    @AfterEach
    void theLogIsTrue() {
        try (server) {
            assertThat(server.missingChanges()).isEmpty();
        }
    }

    private LogEntry spoiling(long at) {
        return ann.at(at, new SpoilingAction.Args("a", 5, SpoilingAction.DOOM));
    }

    private UploadAnswer send(Upload upload) {
        return uploads.accept(upload, () -> Integer.MAX_VALUE, part -> {
            SpoilingAction.DOOMED.set(false);
            UploadAnswer answer = server.accept(part);
            assertThat(SpoilingAction.DOOMED).as("it is committed").isFalse();
            return answer;
        });
    }

    private static Outcome outcome(UploadAnswer answer, LogEntry entry) {
        return requireNonNull(((Accepted) answer).outcomes().get(entry.record().id()));
    }

    private String value() {
        return server.database.rows("select x from items").get(0);
    }

    @Test
    void isTheFailureOfItsRecordAlone() {
        LogEntry[] records = {
            ann.at(5, new Add.Args("a", 10)),
            spoiling(10),
            spoiling(11),
            spoiling(12),
            ann.at(20, new Add.Args("a", 100))
        };

        UploadAnswer answer = send(ann.upload(records));

        for (int i = 1; i <= 3; i++) {
            assertThat(outcome(answer, records[i]))
                    .isEqualTo(Outcome.rejected(
                            "failed",
                            "spoiling_v1 went on after a failure that lets its transaction only be rolled back"));
        }
        assertThat(outcome(answer, records[0]).reason()).isNull();
        assertThat(outcome(answer, records[4]).reason()).isNull();
        assertThat(value()).isEqualTo("(111)");
        assertThat(SpoilingAction.RUNS).as("each once").hasValue(3);
    }

    /** The first record of a user gets a grant that is rolled back with it. */
    @Test
    void isRememberedWhateverItsGrant() {
        LogEntry first = bob.at(10, new SpoilingAction.Args("a", 5, SpoilingAction.DOOM));
        assertThat(outcome(send(bob.upload(first)), first).kind()).isEqualTo(Outcome.Kind.REJECTED);
    }

    @Test
    void ofTheLogTurnsItsRecordAndTheLateOneIsAccepted() {
        bob.sync(bob.at(5, new Add.Args("a", 1_000)));
        LogEntry spoiling = spoiling(20);
        ann.sync(spoiling);
        assertThat(value()).isEqualTo("(1006)");

        assertThat(send(bob.upload(bob.at(10, new Add.Args("a", -500))))).isInstanceOf(Accepted.class);

        assertThat(value()).isEqualTo("(501)");
        assertThat(server.database.rows("select outcome from synchrotron.action_records where _tag = 'spoiling_v1'"))
                .containsExactly("(rejected)");
    }

    @Test
    void isTriedAgainAfterAnHour() {
        LogEntry spoiling = spoiling(20);
        send(ann.upload(spoiling));
        send(bob.upload(bob.at(10, new Add.Args("a", 1_000))));
        assertThat(value()).isEqualTo("(1001)");

        server.time.addAndGet(SpoiledRuns.REMEMBERED.toMillis());
        send(bob.upload(bob.at(11, new Add.Args("a", 1))));

        assertThat(value()).isEqualTo("(1007)");
    }

    @Test
    void isTheCallersFailureWhenTheServerExecutesIt() {
        assertThatThrownBy(() -> server.execute("ann", new SpoilingAction.Args("a", 5, SpoilingAction.DOOM)))
                .isInstanceOf(RunSpoiled.class);
    }
}

package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

/** What is too large is refused with a code of its own, and once it is in the log, no limit concerns it. */
class RecordLimitsTest extends ServerTest {

    private static AcceptSettings limited(int records, int args, int rowChanges) {
        return new AcceptSettings(
                Duration.ofMinutes(5), Set.of("paint_v1"), new RecordLimits(records, args, rowChanges));
    }

    private LogEntry create(int number) {
        return ann.at(number, new Create.Args("row-" + number, "p", 1));
    }

    @Test
    void anUploadOfTooManyRecordsIsRefusedAsAWhole() {
        LogEntry[] three = {create(1), create(2), create(3)};
        assertThat(server.accept(ann.upload(three), limited(2, 1_000, 1))).isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.code()).isEqualTo(Refusal.TOO_MANY_RECORDS);
            assertThat(no.record()).isNull();
        });
        assertThat(server.accept(ann.upload(three), limited(3, 1_000, 1))).isInstanceOf(Accepted.class);
    }

    @Test
    void longArgumentsAreRefused() {
        LogEntry entry = create(1);
        int length = JsonText.of(entry.record().args()).length();
        assertThat(server.accept(ann.upload(entry), limited(50, length - 1, 1)))
                .isInstanceOfSatisfying(Refused.class, no -> {
                    assertThat(no.code()).isEqualTo(Refusal.ARGS_TOO_LONG);
                    assertThat(no.record()).isEqualTo(entry.record().id());
                });
        assertThat(server.accept(ann.upload(entry), limited(50, length, 1))).isInstanceOf(Accepted.class);
        assertThat(server.accept(ann.upload(entry), limited(50, 1, 1))).isInstanceOf(Accepted.class);
    }

    @Test
    void longArgumentsAreRefusedWhenTheServerExecutesThem() {
        try (TestServer strict = new TestServer(limited(50, 100, 1))) {
            strict.execute("ann", new Create.Args("row-1", "p", 1));
            assertThatThrownBy(() -> strict.execute("ann", new Create.Args("x".repeat(100), "p", 1)))
                    .isInstanceOfSatisfying(
                            ActionRejected.class, no -> assertThat(no.code()).isEqualTo("args-too-long"));
            assertThat(strict.database.rows("select id from items")).containsExactly("(row-1)");
        }
    }

    @Test
    void manyRowChangesAreRefused() {
        RowChange[] changes = IntStream.range(0, 3)
                .mapToObj(i -> new RowChange.Inserted(
                        new RowRef("items", "row-" + i),
                        "p",
                        Json.createObjectBuilder().add("x", 1).build()))
                .toArray(RowChange[]::new);
        LogEntry painted = ann.unknown(1, "paint_v1", changes);
        assertThat(refusal(server.accept(ann.upload(painted), limited(50, 1_000, 2)))
                        .code())
                .isEqualTo(Refusal.TOO_MANY_CHANGES);
        assertThat(server.accept(ann.upload(painted), limited(50, 1_000, 3))).isInstanceOf(Accepted.class);
    }

    @Test
    void limitsThatNobodyCouldKeepAreNone() {
        int most = ClientMessage.Upload.MOST_RECORDS;
        for (int[] wrong : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}, {most + 1, 1, 1}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new RecordLimits(wrong[0], wrong[1], wrong[2]));
        }
    }
}

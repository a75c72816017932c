package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("An upload of many records")
class LongUploadsTest extends ServerTest {

    private final List<LogEntry> told = new ArrayList<>();
    private final UploadLine line = new UploadLine(server, told::add, new UploadRates(1_000, 1_000, () -> 0));

    private LogEntry[] work(int records) {
        LogEntry[] work = new LogEntry[records];
        work[0] = ann.at(0, new Create.Args("a", "p", 0));
        for (int i = 1; i < records; i++) {
            work[i] = ann.at(i, new Add.Args("a", 1));
        }
        return work;
    }

    private void somebodyElseUploads() {
        line.take(bob.upload(bob.at(0, new Create.Args("b", "p", 1))));
    }

    private static RowChange painted() {
        return new RowChange.Inserted(
                new RowRef("items", "painted"),
                "p",
                Json.createObjectBuilder().add("id", "painted").add("x", 1).build());
    }

    @Test
    void takesOneTransactionWhileNobodyElseUploads() {
        line.take(ann.upload(work(50)));
        assertThat(line.transactions()).isEqualTo(1);
    }

    @Test
    void takesSeveralWhileOthersUploadAndGetsOneAnswer() {
        somebodyElseUploads();
        LogEntry[] work = work(50);

        ServerMessage answer = line.take(ann.upload(work)).get(0);

        assertThat(line.transactions()).as("the other's, one of 8, the rest").isEqualTo(3);
        for (LogEntry each : work) {
            assertThat(UploadLine.outcome(answer, each).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        }
        assertThat(values("x")).containsExactly("(49)", "(1)");
        assertThat(told).as("each is told of once").hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void takesOneTransactionIfARecordComesByItsRowChanges() {
        somebodyElseUploads();
        ann.receive();
        LogEntry[] all = work(20);
        all[15] = ann.unknown(15, "paint_v1", painted());

        ServerMessage answer = line.take(ann.upload(all)).get(0);

        assertThat(line.transactions()).as("the other's and one").isEqualTo(2);
        assertThat(UploadLine.outcome(answer, all[15]).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
        assertThat(values("id")).containsExactly("(a)", "(b)", "(painted)");
    }

    @Test
    void keepsWhatWasAcceptedBeforeARefusalAndIsAcceptedWithoutWhatWasRefused() {
        somebodyElseUploads();
        LogEntry[] work = work(20);
        LogEntry stranger = ann.unknown(15, "unheard_of_v1");
        LogEntry[] all = work.clone();
        all[15] = stranger;

        ServerMessage refused = line.take(ann.upload(all)).get(0);
        assertThat(UploadLine.refusal(refused)).isEqualTo(Refusal.UNKNOWN_ACTION);
        assertThat(log("id")).hasSize(9);

        ServerMessage answer = line.take(ann.upload(work)).get(0);
        assertThat(UploadLine.outcome(answer, work[19])).isNotNull();
        assertThat(values("x")).containsExactly("(19)", "(1)");
    }
}

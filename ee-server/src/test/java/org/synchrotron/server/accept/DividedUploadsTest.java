package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.FoundingActions;
import org.synchrotron.server.kit.FoundingActions.Found;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.SlowAction;
import org.synchrotron.server.kit.SlowAction.Kind;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.kit.TimedServer;

/** The item a has so much that a slow action takes too long with it. */
@DisplayName("An upload with a record that takes too long")
@Timeout(120)
class DividedUploadsTest {

    private final TimedServer timed = new TimedServer();
    private final TestServer server = timed.server;
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final DividedUploads uploads = new DividedUploads();

    /** How many records each transaction was asked to accept. */
    private final List<Integer> transactions = new ArrayList<>();

    private int most = Integer.MAX_VALUE;

    private final LogEntry before = ann.at(1, new Create.Args("b", "p", 1));
    private final LogEntry slow = ann.at(2, new SlowAction.Args("a", 5, Kind.SQL));
    private final LogEntry after = ann.at(3, new Add.Args("b", 1));

    @BeforeEach
    void thereIsAnItem() {
        ann.sync(ann.at(0, new Create.Args("a", "p", SlowAction.MUCH)));
    }

    @AfterEach
    void theLogIsTrue() {
        try (timed) {
            assertThat(server.missingChanges()).isEmpty();
        }
    }

    private UploadAnswer upload(LogEntry... entries) {
        return uploads.accept(ann.upload(entries), () -> most, part -> {
            transactions.add(part.records().size());
            return server.accept(part);
        });
    }

    private void isToldToTryAgain(LogEntry... entries) {
        assertThatThrownBy(() -> upload(entries))
                .isInstanceOfSatisfying(
                        ActionTooSlow.class,
                        tooSlow -> assertThat(tooSlow.record())
                                .isEqualTo(slow.record().id()));
    }

    private void isRefused(UploadAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Refusal.TOO_SLOW);
            assertThat(refused.record()).isEqualTo(slow.record().id());
            assertThat(refused.message()).contains("slow_v1").contains("3 times");
        });
    }

    private List<String> values() {
        return server.database.rows("select id, x from items order by id");
    }

    @Test
    void isRepeatedWithTheRecordAloneAndRefusedAfterSeveralTimes() {
        isToldToTryAgain(after, slow, before);
        assertThat(transactions).as("all, those before, the record").containsExactly(3, 1, 2);
        assertThat(values()).containsExactly("(a,100)", "(b,1)");

        isToldToTryAgain(before, slow, after);
        isRefused(upload(before, slow, after));
        assertThat(transactions).as("no time is lost with others").containsExactly(3, 1, 2, 1, 2, 1, 2);

        assertThat(upload(before, after)).isInstanceOf(Accepted.class);
        assertThat(values()).containsExactly("(a,100)", "(b,2)");
    }

    @Test
    void isRepeatedWithTheRecordAloneAlsoIfOthersHaveTheirTurnMeanwhile() {
        most = 2;
        isToldToTryAgain(before, slow, after);
        assertThat(transactions).as("two, the one before, the record").containsExactly(2, 1, 2);
        isToldToTryAgain(before, slow, after);
        isRefused(upload(before, slow, after));
        assertThat(upload(before, after)).isInstanceOf(Accepted.class);
        assertThat(values()).containsExactly("(a,100)", "(b,2)");
    }

    @Test
    void isRefusedAlsoIfItHasNoOtherRecord() {
        isToldToTryAgain(slow);
        isToldToTryAgain(slow);
        isRefused(upload(slow));
        assertThat(transactions).containsExactly(1, 1, 1);
        assertThat(upload(slow)).as("its user has it tried again").isInstanceOf(Refused.class);
    }

    @Test
    void isAcceptedIfTheRecordIsQuickMeanwhile() {
        isToldToTryAgain(before, slow, after);
        isToldToTryAgain(before, slow, after);
        ann.send(ann.at(1, new Add.Args("a", -50)));
        assertThat(upload(before, slow, after)).isInstanceOf(Accepted.class);
        assertThat(values()).containsExactly("(a,55)", "(b,2)");
        transactions.clear();
        assertThat(upload(before, slow, after)).isInstanceOf(Accepted.class);
        assertThat(transactions).as("nothing is remembered").containsExactly(3);
    }

    /** Nobody is a member of the room, so only an upload with its founding may write it. */
    @Test
    void keepsTheAudiencesThatItFounds() {
        server.database.administer(FoundingActions.MEMBERS);
        LogEntry founding = ann.at(1, new Found.Args("room", List.of()));
        String room = "room:" + founding.record().id();
        JsonObject row = Json.createObjectBuilder().add("x", 1).build();
        LogEntry uploaded = new LogEntry(
                founding.record(), null, List.of(new RowChange.Inserted(new RowRef("items", "room"), room, row)));
        LogEntry working = ann.at(3, new Create.Args("first", room, 7));
        isToldToTryAgain(uploaded, slow, working);
        ann.send(ann.at(1, new Add.Args("a", -50)));

        assertThat(upload(uploaded, slow, working)).isInstanceOf(Accepted.class);

        assertThat(transactions).as("all, before, alone; before, alone, after").containsExactly(3, 1, 2, 1, 2, 3);
        assertThat(values()).containsExactly("(a,55)", "(first,7)", "(room,1)");
    }
}

package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.kit.FaultyAction;
import org.synchrotron.server.kit.FaultyAction.Kind;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("Ann's upload with a record that fails, while nobody else uploads,")
@Timeout(60)
class SharedTrialTest extends ServerTest {

    private final UploadLine line = new UploadLine(server, entry -> {});
    private final LogEntry faulty = ann.at(2, new FaultyAction.Args("a", 5, Kind.PLAIN));
    private final LogEntry after = ann.at(3, new Add.Args("a", 100));

    @BeforeEach
    void thereIsAnItem() {
        FaultyAction.mend(server.database);
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
    }

    private Refusal refusal() {
        return UploadLine.refusal(line.take(ann.upload(faulty, after)).get(0));
    }

    @Test
    void isTriedWithoutItAndRefused() {
        FaultyAction.failWith("53200", server.database);
        assertThat(List.of(refusal(), refusal(), refusal()))
                .containsExactly(Refusal.UNAVAILABLE, Refusal.UNAVAILABLE, Refusal.FAILING);
        assertThat(values("x")).as("trials store nothing").containsExactly("(1)");
        ServerMessage without = line.take(ann.upload(after)).get(0);
        assertThat(UploadLine.outcome(without, after)).isNotNull();
        assertThat(values("x")).containsExactly("(101)");
    }

    @Test
    void isNeverRefusedWhileNothingElseCanShowThatOthersSucceed() {
        FaultyAction.failWith("57P01", server.database);
        for (int i = 0; i < 5; i++) {
            assertThat(UploadLine.refusal(line.take(ann.upload(faulty)).get(0))).isEqualTo(Refusal.UNAVAILABLE);
        }
        FaultyAction.mend(server.database);
        assertThat(UploadLine.outcome(line.take(ann.upload(faulty)).get(0), faulty))
                .isNotNull();
    }
}

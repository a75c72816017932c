package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.SlowAction;
import org.synchrotron.server.kit.SlowAction.Kind;
import org.synchrotron.server.kit.TimedServer;

@DisplayName("Uploads that wait at the same time as one that takes too long")
@Timeout(120)
class SharedSlowTest {

    private final TimedServer timed = new TimedServer();
    private final Replica ann = new Replica(timed.server, "ann", "ann-1");
    private final Replica bob = new Replica(timed.server, "bob", "bob-1");
    private final UploadLine line = new UploadLine(timed.server, entry -> {});

    @AfterEach
    void theLogIsTrue() {
        try (timed) {
            assertThat(timed.server.missingChanges()).isEmpty();
        }
    }

    private List<ServerMessage> together(LogEntry slow, LogEntry quick) {
        List<ServerMessage> answers = line.take(ann.upload(slow), bob.upload(quick));
        assertThat(UploadLine.outcome(answers.get(1), quick)).isNotNull();
        return answers;
    }

    @Test
    void areAcceptedAndFromThenOnDoNotShareItsCommit() {
        ann.sync(ann.at(0, new Create.Args("a", "p", SlowAction.MUCH)));
        LogEntry slow = ann.at(1, new SlowAction.Args("a", 5, Kind.SQL));

        List<ServerMessage> first = together(slow, bob.at(2, new Create.Args("b", "p", 1)));
        assertThat(UploadLine.refusal(first.get(0))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(line.transactions()).as("together, then each alone").isEqualTo(3);

        List<ServerMessage> second = together(slow, bob.at(3, new Create.Args("c", "p", 1)));
        assertThat(UploadLine.refusal(second.get(0))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(line.transactions()).as("each alone").isEqualTo(5);

        List<ServerMessage> third = together(slow, bob.at(4, new Create.Args("d", "p", 1)));
        assertThat(UploadLine.refusal(third.get(0))).isEqualTo(Refusal.TOO_SLOW);
        assertThat(timed.server.database.rows("select id from items order by id"))
                .containsExactly("(a)", "(b)", "(c)", "(d)");
    }
}

package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.BehindHead;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

@DisplayName("Who must have seen what before an upload (rule 13)")
class HeadGateTest extends ServerTest {

    @Test
    void aClientThatIsBehindMayUploadWhatTheServerRuns() {
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));
        assertThat(bob.send(bob.at(1, new Add.Args("a", 2)))).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(3)");
    }

    @Test
    void aClientThatIsBehindReceivesBeforeItUploadsRowChanges() {
        ann.send(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry paint = bob.unknown(1, "paint_v1");
        LogEntry add = bob.at(2, new Add.Args("a", 2));
        assertThat(bob.send(paint, add)).isEqualTo(new BehindHead(1));
        assertThat(bob.sync(paint, add)).isInstanceOf(Accepted.class);
    }

    @Test
    void recordsOfACopyUnderTheSameClientIdAreNews() {
        Replica copy = new Replica(server, "ann", "ann-1");
        copy.sync(copy.at(0, new Create.Args("a", "p", 1)));
        LogEntry paint = ann.unknown(2, "paint_v1");
        assertThat(ann.send(paint)).isInstanceOf(BehindHead.class);
        assertThat(ann.sync(paint)).isInstanceOf(Accepted.class);
    }

    @Test
    void anotherUsersRecordsUnderTheSameClientIdAreNews() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.receive();
        Replica namesake = new Replica(server, "bob", "ann-1");
        namesake.sync(namesake.at(1, new Add.Args("a", 1)));
        LogEntry paint = ann.unknown(2, "paint_v1");
        assertThat(ann.send(paint)).isInstanceOf(BehindHead.class);
        assertThat(ann.sync(paint)).isInstanceOf(Accepted.class);
    }
}

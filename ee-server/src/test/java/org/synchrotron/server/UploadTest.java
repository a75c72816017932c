package org.synchrotron.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.accept.UploadAnswer.Taken;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.TestServer;

class UploadTest {

    private final TestServer server = new TestServer();
    private final Replica ann = new Replica(server, "ann", "ann-1");
    private final Replica bob = new Replica(server, "bob", "bob-1");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anActionRunsAndItsObservedEffectsAreKnown() {
        LogEntry create = ann.at(0, new Create.Args("a", "p", 1));
        Taken taken = (Taken) ann.send(create);
        assertThat(taken.head()).isEqualTo(1);
        assertThat(taken.outcomes()).containsEntry(create.record().id(), Outcome.ADAPTED);
        assertThat(server.database.items()).containsExactly("(a,p,1,,\"2023-11-14 22:13:20+00\",1.10)");
        assertThat(bob.receive())
                .singleElement()
                .satisfies(entry -> assertThat(entry.effects()).hasSize(1));
    }

    @Test
    void aLateArrivalIsRunAtItsPlace() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        ann.sync(ann.at(20, new Add.Args("a", 10)));
        bob.sync(bob.at(10, new Add.Args("a", 100)));
        assertThat(server.database.rows("select x from items")).containsExactly("(111)");
        assertThat(server.untold()).isEmpty();
    }
}

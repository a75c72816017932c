package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ItemActions.Take;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;

class ServerExecutionTest extends ServerTest {

    @Test
    void itIsRecordedAfterEverythingElseAndGivesItsResult() {
        ann.sync(ann.at(1_000, new Create.Args("a", "p", 4)));
        ServerExecution.Executed executed = server.execute("bob", new Add.Args("a", 3));
        assertThat(executed.result()).isEqualTo(7);
        assertThat(log("user_id, client_id, clock_time_ms - " + TestServer.NOW + ", clock_counter, outcome"))
                .containsExactly("(ann,ann-1,1000,1,adapted)", "(bob,server,1000,2,applied)");
    }

    @Test
    void aRefusalReachesTheCallerAndLeavesNoTrace() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 4)));
        assertThatThrownBy(() -> server.execute("bob", new Take.Args("a", 5)))
                .isInstanceOf(ActionRejected.class)
                .hasMessage("There are only 4.");
        assertThat(log("id")).hasSize(1);
        assertThat(values("x")).containsExactly("(4)");
        server.execute("bob", new Take.Args("a", 1));
        assertThat(log("server_ingest_id")).containsExactly("(1)", "(2)");
    }
}

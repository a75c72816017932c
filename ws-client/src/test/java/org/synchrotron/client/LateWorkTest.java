package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.outcome;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("Work that is older than what the server holds of its log")
@Timeout(60)
class LateWorkTest {

    /** After the device's time: the device was away for long. */
    private static final long FLOOR = System.currentTimeMillis() + 3_600_000;

    @TempDir
    Path directory;

    private final Told told = new Told();

    @Test
    void countsAsDoneNowUnderTheSameIdsAndTheUserIsTold() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), told)
                        .open()) {
            server.objects(upload -> upload.records().stream()
                    .map(each -> each.record())
                    .filter(record -> record.clock().timeMs() <= FLOOR)
                    .findFirst()
                    .map(record -> new Refused(
                            upload.uploadId(), Refusal.BELOW_FLOOR, "it is old", record.id(), FLOOR + 1_000)));
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            Execution<Integer> counted = client.execute(new Increment.Args(created.result(), 2));
            client.connect();

            assertThat(outcome(counted)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            SyncProblem problem = told.problem();
            assertThat(problem.kind()).isEqualTo(Kind.LATE_WORK);
            assertThat(problem.message()).contains("it is old", "count as done now");
            List<ActionId> ids =
                    server.log().stream().map(each -> each.record().id()).toList();
            assertThat(ids).containsExactly(created.actionId(), counted.actionId());
            assertThat(server.log())
                    .allSatisfy(
                            each -> assertThat(each.record().clock().timeMs()).isGreaterThan(FLOOR));
            assertThat(client.quarantined()).isEmpty();
        }
    }
}

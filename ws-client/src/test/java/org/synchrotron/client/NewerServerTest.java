package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.outcome;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose server refuses with a code of a newer version")
@Timeout(60)
class NewerServerTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, told).open();
    }

    @Test
    void waitsIfTheRefusalNamesAWait() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> tries.incrementAndGet() <= 2
                    ? Optional.of(new Refused(upload.uploadId(), Refusal.OTHER, "not before noon", null, 0, 2L))
                    : Optional.empty());
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(told.hasProblem()).isFalse();
        }
    }

    @Test
    void quarantinesARecordThatTheRefusalNamesAndGoesOn() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            Execution<String> odd = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            Execution<String> good = client.execute(new CreateTodo.Args("u:alice", "l", "bread"));
            server.objects(upload -> upload.records().stream()
                    .filter(each -> each.record().id().equals(odd.actionId()))
                    .findFirst()
                    .map(each -> new Refused(
                            upload.uploadId(),
                            Refusal.OTHER,
                            "milk is off",
                            each.record().id(),
                            0)));
            client.connect();

            assertThat(outcome(good)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.quarantined())
                    .extracting(QuarantinedRecord::message)
                    .containsExactly("milk is off");
        }
    }

    @Test
    void triesAgainLaterIfTheRefusalNamesNeither() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> tries.incrementAndGet() <= 2
                    ? Optional.of(new Refused(upload.uploadId(), Refusal.OTHER, "the stars are wrong", null, 0))
                    : Optional.empty());
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();

            assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
            assertThat(told.hasProblem()).isTrue();
        }
    }
}

package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.FoundTeam;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A quarantined record that founded an audience")
@Timeout(60)
class QuarantinedFoundingTest {

    @TempDir
    Path directory;

    private final AtomicBoolean refusing = new AtomicBoolean(true);

    private Optional<ServerMessage> refusal(Upload upload) {
        return upload.records().stream()
                .filter(each -> refusing.get() && each.record().tag().equals("found_team_v1"))
                .findFirst()
                .map(each -> new Refused(
                        upload.uploadId(),
                        Refusal.ACCESS_DENIED,
                        "Not now.",
                        each.record().id(),
                        0));
    }

    @Test
    void takesTheWorkInItAlongAndComesBackWithIt() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), new Told())
                        .open()) {
            server.objects(this::refusal);
            Execution<String> founded = client.execute(new FoundTeam.Args("first"));
            Execution<String> inTeam = client.execute(new CreateTodo.Args(founded.result(), "k", "in the team"));
            Execution<Integer> renamed = client.execute(new RenameTodo.Args(inTeam.result(), "renamed"));
            Execution<String> other = client.execute(new CreateTodo.Args("u:alice", "k", "elsewhere"));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();

            assertThat(client.quarantined())
                    .extracting(QuarantinedRecord::id)
                    .containsExactly(founded.actionId(), inTeam.actionId(), renamed.actionId());
            assertThat(client.quarantined())
                    .extracting(QuarantinedRecord::sentence)
                    .containsExactly(
                            "found_team_v1 was not taken: Not now.",
                            "create_todo_v1 waits with found_team_v1, which founded its audience. That was not taken: Not now.",
                            "rename_todo_v1 waits with create_todo_v1, because both changed todos/" + inTeam.result()
                                    + ". The record that began this was not taken: Not now.");
            assertThat(server.log()).extracting(each -> each.record().id()).containsExactly(other.actionId());

            refusing.set(false);
            client.retry(founded.actionId());
            assertThat(client.awaitSynced(SOON)).isTrue();

            assertThat(client.quarantined()).isEmpty();
            assertThat(server.log())
                    .extracting(LogEntry::record)
                    .extracting(record -> record.id())
                    .containsExactlyElementsOf(
                            List.of(other.actionId(), founded.actionId(), inTeam.actionId(), renamed.actionId()));
        }
    }
}

package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.Reply;

@DisplayName("A client whose caller waits for it to be synchronized")
@Timeout(60)
class AwaitSyncedTest {

    @TempDir
    Path directory;

    private SynchrotronClient client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, new Told()).open();
    }

    @Test
    void isSyncedOnlyWithEverythingThatWasCommittedBeforeTheQuestion() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            server.appendUnannounced(Entries.bobsTodos(3));
            assertThat(client.status().isSynced()).as("as far as it knows").isTrue();

            assertThat(client.awaitSynced(SOON)).isTrue();

            assertThat(client.status().cursor()).isEqualTo(3);
        }
    }

    @Test
    void isSyncedWithAServerThatDoesNotKnowTheQuestion() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.replies(head -> new Reply.None(Refusal.UNKNOWN_QUESTION, "What?"));
            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
        }
    }

    @Test
    void connectsAgainToAServerThatCannotSayHowFarItsLogIs() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            server.replies(head -> new Reply.None(Refusal.UNAVAILABLE, "Later."));

            assertThat(client.awaitSynced(SOON)).as("after the next welcome").isTrue();

            assertThat(server.heard().stream().filter(ClientMessage.Hello.class::isInstance))
                    .hasSize(2);
        }
    }
}

package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.db.sqlite.SqliteConnections;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;

/** Records that a program of an older version, or somebody's SQL, left in a client's file. */
@DisplayName("A record in a file that cannot be read")
@Timeout(60)
class UnreadableRecordsTest {

    private static final String LONG_NUMBER = "'\"x\":" + "1".repeat(2_000) + ",'";

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("todos.db");
    }

    private void alter(String... statements) throws Exception {
        try (Connection connection = SqliteConnections.open(file());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    private static List<String> texts(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT text FROM todos ORDER BY text")
                .mapTo(String.class)
                .list());
    }

    /** As the real one does. */
    private static Optional<ServerMessage> refusal(Upload upload) {
        return upload.records().stream()
                .map(each -> each.record())
                .filter(each -> !each.isReadable())
                .findFirst()
                .map(first -> new Refused(upload.uploadId(), Refusal.INVALID_RECORD, "Lost.", first.id(), 0));
    }

    @Test
    void doesNotKeepTheFileFromOpeningAndWorking() throws Exception {
        String id;
        try (SynchrotronClient client = Todos.alice(file()).open()) {
            id = client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", "k", "milk"))
                    .result();
        }
        alter(
                "UPDATE synchrotron_action_records SET args = '{' || " + LONG_NUMBER + " || substr(args, 2)",
                "UPDATE synchrotron_action_modified_rows SET forward_patches = '{' || " + LONG_NUMBER
                        + " || substr(forward_patches, 2)",
                "UPDATE synchrotron_applied_changes SET forward_patches = '{' || " + LONG_NUMBER
                        + " || substr(forward_patches, 2)");
        try (SynchrotronClient client = Todos.alice(file()).open()) {
            assertThat(client.pending()).extracting(ActionRecord::isReadable).containsExactly(false);
            client.execute(RenameTodo.class, new RenameTodo.Args(id, "bread"));
            assertThat(texts(client)).containsExactly("bread");
        }
    }

    @Test
    void isQuarantinedAndTheOthersAreAccepted() throws Exception {
        try (SynchrotronClient client = Todos.alice(file()).open()) {
            client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", "k", "milk"));
        }
        alter("UPDATE synchrotron_action_records SET args = '{' || " + LONG_NUMBER + " || substr(args, 2)");
        Told told = new Told();
        try (TestServer server = new TestServer();
                SynchrotronClient client =
                        Todos.alice(file(), server.uri(), told).open()) {
            server.objects(UnreadableRecordsTest::refusal);
            client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", "k2", "bread"));
            client.connect();
            assertThat(client.awaitSynced(Duration.ofSeconds(20))).isTrue();
            assertThat(client.pending()).isEmpty();
            assertThat(client.quarantined()).hasSize(1);
            assertThat(texts(client)).containsExactly("bread");
        }
    }
}

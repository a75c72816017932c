package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.synchrotron.client.Tasks.SOON;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.UploadedRecord;

/** Alice has created a todo and renamed it; the server refuses todos with bad texts, so both are quarantined. */
@DisplayName("A refused record that gets other arguments")
@Timeout(60)
class EditedRecordTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, told).open();
    }

    private static Optional<ServerMessage> refusal(Upload upload) {
        return upload.records().stream()
                .map(UploadedRecord::record)
                .filter(record -> record.args().getString("text", "").contains("bad"))
                .findFirst()
                .map(record -> new Refused(upload.uploadId(), Refusal.INVALID_RECORD, "No bad texts.", record.id(), 0));
    }

    private static List<String> texts(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT text FROM todos ORDER BY text")
                .mapTo(String.class)
                .list());
    }

    private static Execution<String> refused(SynchrotronClient client) throws Exception {
        Execution<String> bad = client.execute(new CreateTodo.Args("u:alice", "k", "a bad text"));
        client.execute(new RenameTodo.Args(bad.result(), "another text"));
        client.connect();
        assertThat(client.awaitSynced(SOON)).isTrue();
        assertThat(client.quarantined()).hasSize(2);
        return bad;
    }

    @Test
    void keepsItsIdItsPlaceAndItsTimeAndTakesThoseThatBuildOnItAlong() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(EditedRecordTest::refusal);
            Execution<String> bad = refused(client);
            ActionRecord before = client.quarantined().get(0).record();

            client.editAndRetry(bad.actionId(), new CreateTodo.Args("u:alice", "k", "a good text"));

            assertThat(client.confirmation(bad.actionId())).succeedsWithin(SOON).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(texts(client)).containsExactly("another text");
            assertThat(client.quarantined()).isEmpty();
            assertThat(server.log()).hasSize(2);
            ActionRecord uploaded = server.log().get(0).record();
            assertThat(uploaded.id()).isEqualTo(bad.actionId());
            assertThat(uploaded.clock()).isEqualTo(before.clock());
            assertThat(uploaded.args().getString("text")).isEqualTo("a good text");
            assertThat(uploaded.args().get("timestamp")).isEqualTo(before.args().get("timestamp"));
        }
    }

    @Test
    void keepsWhatItSaidBeforeAlsoAfterTheServerAcceptedIt() throws Exception {
        try (TestServer server = new TestServer()) {
            server.objects(EditedRecordTest::refusal);
            Execution<String> bad;
            try (SynchrotronClient client = client(server.uri())) {
                bad = refused(client);
                client.editAndRetry(bad.actionId(), new CreateTodo.Args("u:alice", "k", "also bad"));
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(client.quarantined()).hasSize(2);
                client.editAndRetry(bad.actionId(), new CreateTodo.Args("u:alice", "k", "good"));
                assertThat(client.awaitSynced(SOON)).isTrue();
            }
            try (SynchrotronClient client = client(server.uri())) {
                assertThat(client.edits(bad.actionId()))
                        .extracting(edit -> edit.args().getString("text"), RecordEdit::code)
                        .containsExactly(tuple("a bad text", "invalid-record"), tuple("also bad", "invalid-record"));
            }
        }
    }

    @Test
    void staysAsItIsIfItsActionRefusesThem() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(EditedRecordTest::refusal);
            Execution<String> bad = refused(client);
            List<QuarantinedRecord> before = client.quarantined();

            assertThatThrownBy(
                            () -> client.editAndRetry(bad.actionId(), new CreateTodo.Args("u:alice", "k", "forbidden")))
                    .isInstanceOfSatisfying(
                            ActionRejected.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("forbidden-text"));
            assertThatThrownBy(() -> client.editAndRetry(bad.actionId(), new CreateTodo.Args("", "k", "good")))
                    .isInstanceOf(InvalidArguments.class);
            assertThatThrownBy(() -> client.editAndRetry(bad.actionId(), new RenameTodo.Args("k", "good")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("create_todo_v1");
            assertThat(client.quarantined()).isEqualTo(before);
            assertThat(client.edits(bad.actionId())).isEmpty();
            assertThat(texts(client)).isEmpty();
        }
    }

    @Test
    void mustBeTheOneThatWasRefused() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(EditedRecordTest::refusal);
            Execution<String> bad = refused(client);
            QuarantinedRecord dependent = client.quarantined().get(1);
            Execution<String> good = client.execute(new CreateTodo.Args("u:alice", "g", "good"));

            assertThatThrownBy(() -> client.editAndRetry(dependent.id(), new RenameTodo.Args("k", "good")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad.actionId().value());
            assertThatThrownBy(
                            () -> client.editAndRetry(good.actionId(), new CreateTodo.Args("u:alice", "g", "better")))
                    .isInstanceOf(NoSuchElementException.class);
        }
    }
}

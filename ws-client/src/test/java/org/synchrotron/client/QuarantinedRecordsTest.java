package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose server refuses records")
@Timeout(60)
class QuarantinedRecordsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Told told = new Told();
    private final Set<ActionId> unwanted = ConcurrentHashMap.newKeySet();

    private SynchrotronClient client(URI server) {
        return Todos.alice(file(), server, told).open();
    }

    private Path file() {
        return directory.resolve("todos.db");
    }

    /** As the real one does: nothing of the upload is stored, and the first record at fault is named. */
    private Optional<ServerMessage> refusal(Upload upload) {
        return upload.records().stream()
                .map(each -> each.record().id())
                .filter(unwanted::contains)
                .findFirst()
                .map(first -> refused(upload, Refusal.ACCESS_DENIED, first));
    }

    private static ServerMessage refused(Upload upload, Refusal code, @Nullable ActionId record) {
        return new Refused(upload.uploadId(), code, "Not for you.", record, 0);
    }

    private static List<String> texts(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT text FROM todos ORDER BY text")
                .mapTo(String.class)
                .list());
    }

    private static void isQuarantined(CompletionStage<Outcome> confirmation, ActionId refused) {
        assertThat(confirmation)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(RecordQuarantined.class, aside -> {
                    assertThat(aside.refused()).isEqualTo(refused);
                    assertThat(aside.code()).isEqualTo("access-denied");
                    assertThat(aside.sentence()).isEqualTo("Not for you.");
                });
    }

    @Test
    void uploadsTheOthersOfTenAndTellsWhatItQuarantined() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(this::refusal);
            List<Execution<String>> created = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                created.add(client.execute(new CreateTodo.Args("u:alice", "k" + i, "t" + i)));
            }
            Execution<String> refused = created.get(4);
            Execution<Integer> dependent = client.execute(new RenameTodo.Args(refused.result(), "renamed"));
            unwanted.add(refused.actionId());
            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(server.log()).hasSize(8);
            assertThat(server.uploads()).hasSize(2);
            assertThat(texts(client)).containsExactly("t0", "t1", "t2", "t3", "t5", "t6", "t7", "t8");
            assertThat(told.quarantined())
                    .isEqualTo(client.quarantined())
                    .extracting(QuarantinedRecord::id)
                    .containsExactly(refused.actionId(), dependent.actionId());
            assertThat(told.heardAllOfQuarantined()).isTrue();
            SyncProblem problem = told.problem();
            assertThat(problem)
                    .isEqualTo(new SyncProblem(Kind.UPLOAD_REFUSED, "access-denied: Not for you.", refused.actionId()));
            assertThat(client.status().pending()).isZero();
            assertThat(client.status().quarantined()).isEqualTo(2);
            assertThat(client.status().problem()).isEqualTo(problem);
            isQuarantined(refused.confirmation(), refused.actionId());
            isQuarantined(dependent.confirmation(), refused.actionId());
            isQuarantined(client.confirmation(dependent.actionId()), refused.actionId());
            assertThat(created.get(8).confirmation()).succeedsWithin(SOON).isEqualTo(Outcome.APPLIED);
        }
    }

    @Test
    void quarantinesARecordThatTakesTooLongOnTheServer() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(upload -> upload.records().stream()
                    .map(each -> each.record().id())
                    .filter(unwanted::contains)
                    .findFirst()
                    .map(first -> refused(upload, Refusal.TOO_SLOW, first)));
            Execution<String> slow = client.execute(new CreateTodo.Args("u:alice", "k", "slow"));
            client.execute(new RenameTodo.Args(slow.result(), "slower"));
            client.execute(new CreateTodo.Args("u:alice", "l", "quick"));
            unwanted.add(slow.actionId());
            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(texts(client)).containsExactly("quick");
            assertThat(server.log()).hasSize(1);
            assertThat(client.quarantined())
                    .extracting(QuarantinedRecord::code)
                    .containsOnly("too-slow")
                    .hasSize(2);
        }
    }

    @Test
    void uploadsARefusedRecordWhenItIsTriedAgainAfterARestart() throws Exception {
        try (TestServer server = new TestServer()) {
            server.objects(this::refusal);
            Execution<String> refused;
            try (SynchrotronClient client = client(server.uri())) {
                refused = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
                client.execute(new RenameTodo.Args(refused.result(), "bread"));
                unwanted.add(refused.actionId());
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
            }
            try (SynchrotronClient client = client(server.uri())) {
                assertThat(client.status().quarantined()).isEqualTo(2);
                assertThat(client.pending()).isEmpty();
                assertThat(texts(client)).isEmpty();
                isQuarantined(client.confirmation(refused.actionId()), refused.actionId());
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                List<ActionRecord> records = client.quarantined().stream()
                        .map(QuarantinedRecord::record)
                        .toList();
                unwanted.clear();

                client.retry(refused.actionId());

                assertThat(client.confirmation(refused.actionId()))
                        .succeedsWithin(SOON)
                        .isEqualTo(Outcome.APPLIED);
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(server.log()).extracting(each -> each.record()).isEqualTo(records);
                assertThat(texts(client)).containsExactly("bread");
                assertThat(client.status().quarantined()).isZero();
                assertThat(client.status().problem()).isNull();
            }
        }
    }

    @Test
    void forgetsARefusedRecordForGoodWhenItIsDiscarded() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            server.objects(this::refusal);
            Execution<String> refused = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            unwanted.add(refused.actionId());
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.status().problem()).isNotNull();

            assertThat(client.discard(refused.actionId()))
                    .extracting(QuarantinedRecord::id)
                    .containsExactly(refused.actionId());

            assertThat(client.quarantined()).isEmpty();
            assertThat(client.status().quarantined()).isZero();
            assertThat(client.status().problem()).isNull();
            assertThatThrownBy(() -> client.confirmation(refused.actionId()))
                    .isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> client.retry(refused.actionId())).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void quarantinesWhatIsLongerThanAnyMessageAndGoesOn() throws Exception {
        try (TestServer server = new TestServer().maxMessageBytes(3_000);
                SynchrotronClient client = client(server.uri())) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            client.connect();
            for (int i = 0; i < 3; i++) {
                client.execute(new RenameTodo.Args(created.result(), "x".repeat(5_000)));
            }
            Execution<String> last = client.execute(new CreateTodo.Args("u:alice", "k2", "bread"));

            assertThat(last.confirmation()).succeedsWithin(SOON).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(texts(client)).containsExactly("bread", "milk");
            assertThat(client.quarantined()).hasSize(3).allSatisfy(aside -> {
                assertThat(aside.code()).isEqualTo("too-large");
                assertThat(aside.message()).contains("rename_todo_v1").contains("3000");
            });
        }
    }

    @Test
    void stopsUploadingWhenARefusalNamesNoPendingRecord() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = client(server.uri())) {
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            for (ActionId nobodys : Arrays.asList(null, Entries.id("nobody's"))) {
                server.objects(upload -> Optional.of(refused(upload, Refusal.INVALID_RECORD, nobodys)));
                client.connect();

                SyncProblem refused = told.problem();
                assertThat(refused.kind()).isEqualTo(Kind.UPLOAD_REFUSED);
                assertThat(refused.actionId()).isEqualTo(nobodys);
                client.execute(new CreateTodo.Args("u:alice", "other" + nobodys, "milk"));
                assertThat(client.status().problem()).isEqualTo(refused);
                client.disconnect();
            }
            assertThat(server.uploads()).hasSize(2);
            assertThat(client.pending()).hasSize(3);
            assertThat(client.quarantined()).isEmpty();

            server.objects(upload -> Optional.empty());
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.status().problem()).isNull();
        }
    }

    @Test
    void quarantinesRecordsInAFileOfAnOlderVersion() throws Exception {
        try (TestServer server = new TestServer()) {
            server.objects(this::refusal);
            try (SynchrotronClient client = client(server.uri())) {
                client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
                unwanted.add(client.execute(new CreateTodo.Args("u:alice", "k2", "bread"))
                        .actionId());
            }
            EarlierFile.backToVersionOne(file());

            try (SynchrotronClient client = client(server.uri())) {
                assertThat(client.pending()).hasSize(2);
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(texts(client)).containsExactly("milk");
                assertThat(client.quarantined()).hasSize(1);
            }
        }
    }
}

package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.synchrotron.client.Tasks.SOON;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.client.todos.TouchAll;
import org.synchrotron.log.JsonText;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose server tells how large records may be")
@Timeout(60)
class RecordSizeTest {

    @TempDir
    Path directory;

    private final Told told = new Told();
    private final TestServer server = new TestServer();
    private SynchrotronClient client;

    @BeforeEach
    void open() {
        client = Todos.alice(directory.resolve("todos.db"), server.uri(), told).open();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private void greeted(@Nullable RecordLimits limits) throws InterruptedException {
        server.greetings.limits = limits;
        client.disconnect();
        client.connect();
        assertThat(client.awaitSynced(SOON)).isTrue();
    }

    private Execution<String> create(int characters) {
        return client.execute(new CreateTodo.Args("u:alice", "k", "x".repeat(characters)));
    }

    /** {@return the length of the arguments of a todo without characters} */
    private int rest() {
        create(0);
        return JsonText.of(client.pending().get(0).args()).length();
    }

    private ActionRejected refusal(Record args) {
        int pending = client.pending().size();
        ActionRejected refusal = catchThrowableOfType(ActionRejected.class, () -> client.execute(args));
        assertThat(refusal).isNotNull();
        assertThat(client.pending()).hasSize(pending);
        return refusal;
    }

    @Test
    void refusesLongerArgumentsAtTheirExecutionAndKnowsThatOfflineAfterARestart() throws Exception {
        int rest = rest();
        greeted(new RecordLimits(50, rest + 10, 100));
        client.close();
        open();

        create(10);
        ActionRejected refusal = refusal(new CreateTodo.Args("u:alice", "k", "x".repeat(11)));
        assertThat(refusal.code()).isEqualTo("args-too-long");
        assertThat(refusal)
                .hasMessage("The arguments of create_todo_v1 have " + (rest + 11) + " characters; the server takes "
                        + (rest + 10) + ".");
        assertThat(client.pending()).hasSize(1);
    }

    @Test
    void refusesMoreRowChangesAndKeepsNoneOfThem() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.execute(new CreateTodo.Args("u:alice", "k" + i, "milk"));
        }
        greeted(new RecordLimits(50, 1_000, 2));

        ActionRejected refusal = refusal(new TouchAll.Args(1));
        assertThat(refusal.code()).isEqualTo("too-many-changes");
        assertThat(refusal).hasMessage("touch_all_v1 makes 3 row changes here; the server takes 2.");
        int touched = client.read(sql -> sql.createQuery("select max(number) from todos")
                .mapTo(Integer.class)
                .one());
        assertThat(touched).isZero();

        greeted(new RecordLimits(50, 1_000, 3));
        client.execute(new TouchAll.Args(1));
    }

    @Test
    void refusesNothingIfTheServerDoesNotTellAnyMore() throws Exception {
        greeted(new RecordLimits(50, 1, 1));
        greeted(null);

        create(400);
        assertThat(client.awaitSynced(SOON)).isTrue();
        assertThat(server.log()).hasSize(1);
    }

    @Test
    void uploadsWhatIsPendingWhenTheLimitIsLoweredAndQuarantinesItWithTheServersReason() throws Exception {
        server.objects(this::tooLong);
        Execution<String> executed = create(400);
        greeted(new RecordLimits(50, 100, 100));

        assertThat(client.quarantined()).singleElement().satisfies(aside -> {
            assertThat(aside.id()).isEqualTo(executed.actionId());
            assertThat(aside.code()).isEqualTo("args-too-long");
        });
    }

    private Optional<ServerMessage> tooLong(Upload upload) {
        return Optional.of(new Refused(
                upload.uploadId(),
                Refusal.ARGS_TOO_LONG,
                "its arguments are too long",
                upload.records().get(0).record().id(),
                0));
    }

    @Test
    void dividesItsUploadsAsTheServerSays() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.execute(new CreateTodo.Args("u:alice", "k" + i, "milk"));
        }
        greeted(new RecordLimits(2, 1_000, 100));

        assertThat(server.uploads())
                .extracting(upload -> upload.records().size())
                .containsExactly(2, 2, 1);
    }
}

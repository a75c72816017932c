package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.ClientMessage;

/** Alice's device has received three todos. Then the server has one, t1. */
@DisplayName("A client that takes all rows anew")
@Timeout(60)
class ResyncTest {

    private static final Map<String, String> ONE = Map.of("todos", "[[\"team\",\"t1\",null,7,null,null]]");

    @TempDir
    Path directory;

    private final Told told = new Told();

    private Path file() {
        return directory.resolve("todos.db");
    }

    private ClientBuilder client(TestServer server) {
        return Todos.alice(file(), server.uri(), told);
    }

    private SynchrotronClient used(TestServer server) throws Exception {
        server.append(Entries.bobsTodos(3));
        SynchrotronClient client = client(server).open();
        client.connect();
        assertThat(client.awaitSynced(SOON)).isTrue();
        client.disconnect();
        return client;
    }

    private static List<String> ids(SynchrotronClient client) {
        return client.read(sql -> sql.createQuery("SELECT id FROM todos ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private static List<ActionId> uploaded(TestServer server) {
        return server.uploads().stream()
                .flatMap(upload -> upload.records().stream())
                .map(each -> each.record().id())
                .toList();
    }

    @Test
    void keepsPendingWorkAndItsIdsWithARebase() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = used(server)) {
            Execution<String> milk = client.execute(new CreateTodo.Args("team", "k", "milk"));
            server.rows(ONE);

            client.rebase();

            assertThat(client.status().awaitsRows()).isTrue();
            assertThat(ids(client)).as("until the rows come").hasSize(4);
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(ids(client)).containsExactlyInAnyOrder("t1", milk.result());
            assertThat(uploaded(server)).containsExactly(milk.actionId());
        }
    }

    @Test
    void givesUpPendingWorkWithAHardResync() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = used(server)) {
            Execution<String> milk = client.execute(new CreateTodo.Args("team", "k", "milk"));
            Execution<String> bread = client.execute(new CreateTodo.Args("team", "l", "bread"));
            server.rows(ONE);

            List<ActionRecord> discarded = client.hardResync();

            assertThat(discarded).extracting(ActionRecord::id).containsExactly(milk.actionId(), bread.actionId());
            assertThat(ids(client)).as("until the rows come").hasSize(3).doesNotContain(milk.result());
            assertThat(client.pending()).isEmpty();
            assertThat(milk.confirmation())
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withCauseInstanceOf(RecordDiscarded.class);
            assertThatThrownBy(() -> client.confirmation(milk.actionId())).isInstanceOf(NoSuchElementException.class);
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(ids(client)).containsExactly("t1");
            assertThat(uploaded(server)).isEmpty();
            Execution<String> tea = client.execute(new CreateTodo.Args("team", "m", "tea"));
            assertThat(tea.confirmation()).succeedsWithin(SOON);
        }
    }

    @Test
    void isTheSameForOneThatNeverHadAServer() throws Exception {
        try (SynchrotronClient client = Todos.alice(file()).open()) {
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));

            assertThat(client.hardResync()).hasSize(1);
            client.rebase();

            assertThat(ids(client)).isEmpty();
            assertThat(client.status().awaitsRows()).isFalse();
        }
    }

    @Test
    void doesSoByItselfAtAConnectionIfItsFileContradictsItself() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = used(server)) {
            Execution<String> milk = client.execute(new CreateTodo.Args("team", "k", "milk"));
            server.rows(ONE);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement()) {
                statement.executeUpdate("UPDATE synchrotron_action_records SET server_ingest_id = server_ingest_id + 10"
                        + " WHERE server_ingest_id = 3");
            }

            client.connect();

            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(ids(client)).containsExactlyInAnyOrder("t1", milk.result());
            assertThat(server.heard()).hasAtLeastOneElementOfType(ClientMessage.Need.class);
        }
    }
}

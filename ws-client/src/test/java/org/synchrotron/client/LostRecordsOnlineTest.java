package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.PartReceived;
import org.synchrotron.protocol.ClientMessage.Received;
import org.synchrotron.protocol.ClientMessage.Upload;
import org.synchrotron.protocol.UploadedRecord;

@DisplayName("A client of a server that has lost its latest record, over a real socket")
@Timeout(60)
class LostRecordsOnlineTest {

    @TempDir
    Path directory;

    private final Told told = new Told();

    @Test
    void uploadsItAgainOnceAllRowsHaveComeAndOthersAfterIt() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), told)
                        .open()) {
            server.append(Entries.bobsTodos(3));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            Execution<String> lost = client.execute(new CreateTodo.Args("team", "k", "milk"));
            assertThat(lost.confirmation()).succeedsWithin(SOON);
            assertThat(client.awaitSynced(SOON)).isTrue();
            client.disconnect();
            server.loseOne();
            server.rows(Map.of("todos", "[[\"team\",\"t1\",null,7,null,null]]"));
            Execution<Integer> later = client.execute(new Increment.Args(lost.result(), 5));
            int before = server.heard().size();

            client.connect();

            assertThat(later.confirmation()).succeedsWithin(SOON);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(told.lost()).isEqualTo(new LostRecords(List.of(lost.actionId()), false));
            List<ClientMessage> heard =
                    server.heard().subList(before, server.heard().size());
            assertThat(heard.stream()
                            .<Class<?>>map(Object::getClass)
                            .filter(type -> type != ClientMessage.Ask.class)
                            .distinct())
                    .as("no rows are asked for, and no upload comes before the rows")
                    .containsExactly(ClientMessage.Hello.class, PartReceived.class, Received.class, Upload.class);
            assertThat(heard.stream()
                            .filter(Upload.class::isInstance)
                            .flatMap(each -> ((Upload) each).records().stream())
                            .map(UploadedRecord::record)
                            .map(each -> each.id()))
                    .containsExactly(lost.actionId(), later.actionId());
            assertThat(server.log()).hasSize(5);
            assertThat(client.status().cursor()).isEqualTo(5);
            assertThat(numbers(client)).containsExactly(5, 7);
        }
    }

    @Test
    void isNotSyncedBeforeAllRowsHaveCome() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient client = Todos.alice(directory.resolve("todos.db"), server.uri(), told)
                        .open()) {
            server.append(Entries.bobsTodos(3));
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            client.disconnect();
            server.loseOne();
            server.rows(Map.of("todos", "no rows"));
            client.connect();
            told.problem();

            assertThat(client.status().isSynced()).isFalse();
            assertThat(client.status().awaitsRows()).isTrue();
            server.rows(Map.of("todos", "[]"));
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(numbers(client)).isEmpty();
        }
    }

    private static List<Integer> numbers(SynchrotronClient client) {
        return client.read(handle -> handle.createQuery("SELECT number FROM todos ORDER BY number")
                .mapTo(Integer.class)
                .list());
    }
}

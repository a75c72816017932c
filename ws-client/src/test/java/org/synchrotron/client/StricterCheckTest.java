package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.Todos;

/** Bob's program has no such check, and his todos have numbers up to 4. */
@DisplayName("A row that breaks a CHECK of this program")
@Timeout(60)
class StricterCheckTest {

    @TempDir
    Path directory;

    private final List<RecoveredFile> told = new ArrayList<>();

    private SynchrotronClient client(TestServer server) {
        ClientBuilder builder = SynchrotronClient.builder()
                .database(directory.resolve("todos.db"))
                .user("alice")
                .schema(Todos.DDL.replace("number BIGINT NOT NULL", "number BIGINT NOT NULL CHECK (number < 3)"))
                .track("todos")
                .server(server.uri())
                .token(() -> "secret")
                .listener(new SyncListener() {
                    @Override
                    public void fileRecovered(RecoveredFile file) {
                        told.add(file);
                    }
                });
        Todos.actions().forEach(builder::action);
        return builder.open();
    }

    @Test
    void isNoDamage() throws Exception {
        try (TestServer server = new TestServer()) {
            server.append(Entries.bobsTodos(5));
            try (SynchrotronClient client = client(server)) {
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
            }
            try (SynchrotronClient again = client(server)) {
                assertThat(told).isEmpty();
                assertThat(Tasks.count(again)).isEqualTo(5);
            }
        }
    }
}

package org.synchrotron.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.DatabaseFailure.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/** Alice's device has received a hundred todos, executed five actions offline, and has notes of its own. */
@DisplayName("A damaged file")
@Timeout(120)
class DamagedFileTest {

    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private final List<RecoveredFile> told = new ArrayList<>();
    private final List<ActionId> pending = new ArrayList<>();

    private Path file() {
        return directory.resolve("todos.db");
    }

    private ClientBuilder client(TestServer server) {
        return Todos.alice(file(), server.uri(), new SyncListener() {
                    @Override
                    public void fileRecovered(RecoveredFile file) {
                        told.add(file);
                    }
                })
                .schema("CREATE TABLE notes (text TEXT)");
    }

    private void used(TestServer server) throws Exception {
        server.append(Entries.bobsTodos(100));
        try (SynchrotronClient client = client(server).open()) {
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            client.disconnect();
            for (int n = 0; n < 5; n++) {
                pending.add(client.execute(new CreateTodo.Args("team", "k" + n, "milk " + n))
                        .actionId());
            }
        }
        sql("INSERT INTO notes VALUES ('mine')");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement execution = connection.createStatement()) {
            execution.executeUpdate(statement);
        }
    }

    private long rootPage(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement query = connection.createStatement();
                var rows = query.executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void overwrite(long offset, byte... bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file().toFile(), "rw")) {
            open.seek(offset);
            open.write(bytes);
        }
    }

    private static List<ActionId> ids(SynchrotronClient client) {
        return client.pending().stream().map(ActionRecord::id).toList();
    }

    private static int count(SynchrotronClient client, String table) {
        return client.read(sql -> sql.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.getFileName().toString().matches("todos\\.db\\.damaged-[0-9-]+"))
                    .toList();
        }
    }

    /** What can be read is all there, and the client goes on with the server. */
    private void goesOn(TestServer server, @Nullable ClientIdBefore same) throws Exception {
        try (SynchrotronClient client = client(server).open()) {
            assertThat(told).hasSize(1);
            assertThat(ids(client)).containsExactlyElementsOf(pending);
            if (same != null) {
                assertThat(client.clientId().value()).isEqualTo(same.id());
            }
            client.connect();
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(client.pending()).isEmpty();
            assertThat(count(client, "todos")).isEqualTo(105);
        }
        assertThat(server.log()).hasSize(105);
    }

    private record ClientIdBefore(String id) {}

    private ClientIdBefore clientId() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement query = connection.createStatement();
                var rows = query.executeQuery("SELECT value FROM synchrotron_state WHERE key = 'client_id'")) {
            rows.next();
            return new ClientIdBefore(requireNonNull(rows.getString(1)));
        }
    }

    @Test
    void isReplacedByOneWithAllThatOnlyItHad() throws Exception {
        try (TestServer server = new TestServer()) {
            used(server);
            ClientIdBefore same = clientId();
            overwrite((rootPage("todos") - 1) * PAGE, new byte[PAGE]);

            goesOn(server, same);

            RecoveredFile recovered = told.get(0);
            assertThat(recovered.pending()).isEqualTo(5);
            assertThat(recovered.complete()).isTrue();
            assertThat(copies()).containsExactly(recovered.copy());
            assertThat(Files.size(recovered.copy())).isGreaterThan(10L * PAGE);
            try (SynchrotronClient again = client(server).open()) {
                assertThat(told).as("it is sound now").hasSize(1);
                assertThat(count(again, "notes")).isEqualTo(1);
            }
        }
    }

    @Test
    void keepsTheRowsOfATableThatIsTrackedFromNowOn() throws Exception {
        String memos = "CREATE TABLE memos (id TEXT PRIMARY KEY NOT NULL, audience_key TEXT NOT NULL)";
        try (SynchrotronClient client = Todos.alice(file()).schema(memos).open()) {
            client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
        }
        sql("INSERT INTO memos VALUES ('m', 'u:alice')");
        overwrite((rootPage("todos") - 1) * PAGE, new byte[PAGE]);

        try (SynchrotronClient client = Todos.alice(file())
                .schema(memos)
                .adopt("memos", row -> new CreateTodo.Args("u:alice", row.getString("id"), "adopted"))
                .open()) {
            assertThat(client.pending()).hasSize(1);
            assertThat(client.status().unadopted())
                    .as("the action writes another row")
                    .isEqualTo(1);
        }
    }

    @Test
    void saysThatPartsAreLost() throws Exception {
        try (TestServer server = new TestServer()) {
            used(server);
            overwrite((rootPage("synchrotron_action_records") - 1) * PAGE, new byte[PAGE]);

            try (SynchrotronClient client = client(server).open()) {
                assertThat(told).singleElement().matches(file -> !file.complete());
                assertThat(client.pending()).isEmpty();
                assertThat(count(client, "notes")).isEqualTo(1);
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(count(client, "todos")).isEqualTo(100);
            }
        }
    }

    @Test
    void whoseFirstPageIsGoneIsNoDatabaseAnyMore() throws Exception {
        try (TestServer server = new TestServer()) {
            used(server);
            overwrite(0, new byte[PAGE]);

            try (SynchrotronClient client = client(server).open()) {
                assertThat(told).singleElement().matches(file -> !file.complete());
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
                assertThat(count(client, "todos")).isEqualTo(100);
            }
        }
    }

    @Test
    void ofAnotherUserStaysAsItIs() throws Exception {
        try (TestServer server = new TestServer()) {
            used(server);
            overwrite((rootPage("todos") - 1) * PAGE, new byte[PAGE]);
            byte[] before = Files.readAllBytes(file());

            assertThatThrownBy(() -> client(server).user("bob").open())
                    .isInstanceOfSatisfying(
                            DatabaseFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.OTHER_OWNER));
            assertThat(copies()).isEmpty();
            assertThat(Files.readAllBytes(file())).isEqualTo(before);
        }
    }

    @Test
    void isReplacedAlsoIfTheProgramEndedInTheMiddleOfIt() throws Exception {
        try (TestServer server = new TestServer()) {
            used(server);
            Path recovered = directory.resolve("todos.db.recovered");
            Files.copy(file(), recovered);
            Files.writeString(directory.resolve("todos.db.recovering"), "half of a file");
            overwrite((rootPage("todos") - 1) * PAGE, new byte[PAGE]);

            try (SynchrotronClient client = client(server).open()) {
                assertThat(ids(client)).containsExactlyElementsOf(pending);
            }
            assertThat(recovered).doesNotExist();
            assertThat(copies()).hasSize(1);

            Files.move(file(), recovered);
            try (SynchrotronClient client = client(server).open()) {
                assertThat(ids(client)).containsExactlyElementsOf(pending);
            }
            assertThat(copies()).as("there was none any more to keep").hasSize(1);
        }
    }

    @Test
    void thatContradictsItselfIsReplaced() throws Exception {
        try (TestServer server = new TestServer()) {
            used(server);
            sql("INSERT INTO synchrotron_applied_changes (record_number, table_name, row_id, audience_key, operation,"
                    + " forward_patches, reverse_patches) VALUES (99999, 'todos', 'x', 'team', 'INSERT', '{}', '{}')");

            goesOn(server, clientId());

            assertThat(told.get(0).damage()).contains("undo log");
        }
    }

    @Test
    void isNoticedWhereverItsBitsAreWrong() throws Exception {
        byte[] sound;
        try (TestServer server = new TestServer()) {
            used(server);
            sound = Files.readAllBytes(file());
        }
        Random random = new Random(7);
        int replaced = 0;
        for (int round = 0; round < 60; round++) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path each : files.filter(path -> !path.equals(file())).toList()) {
                    Files.delete(each);
                }
            }
            byte[] flipped = sound.clone();
            for (int bit = 0; bit < 20; bit++) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file(), flipped);
            told.clear();
            try (TestServer server = new TestServer();
                    SynchrotronClient client = client(server).open()) {
                assertThat(count(client, "todos")).isBetween(0, 105);
                if (told.isEmpty() || told.get(0).complete()) {
                    assertThat(ids(client)).hasSizeBetween(0, 5);
                }
                // What meets damage that the opening did not find fails, once: then the file is replaced.
                Tasks.onceMoreAfterDamage(() -> client.execute(new CreateTodo.Args("team", "later", "tea")));
                replaced += told.size();
            }
        }
        System.out.printf("damaged files: %d of 60 with 20 wrong bits were replaced%n", replaced);
        assertThat(replaced).isPositive();
    }
}

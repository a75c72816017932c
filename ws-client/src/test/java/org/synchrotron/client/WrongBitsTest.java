package org.synchrotron.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteException;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.RenameTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;

/**
 * One bit of one value of the sync tables, in a page with which SQLite finds nothing wrong. {@code -Dwrong.bits=20} tries as many bits of
 * each column.
 */
@DisplayName("A wrong bit in a value of the sync tables")
@Timeout(600)
class WrongBitsTest {

    private static final int TRIES = Integer.getInteger("wrong.bits", 1);

    private static final String COLUMNS = """
            SELECT tables.name, columns.name FROM pragma_table_list AS tables, pragma_table_xinfo(tables.name) AS columns
            WHERE tables.name LIKE 'synchrotron!_%' ESCAPE '!' ORDER BY 1, 2""";

    @TempDir
    Path directory;

    private final Random random = new Random(11);
    private List<LogEntry> log = List.of();
    private byte[] sound = new byte[0];
    private String pending = "";
    private int replaced;

    private record Column(String table, String name) {}

    private Path file() {
        return directory.resolve("todos.db");
    }

    private SynchrotronClient client(TestServer server) {
        return Todos.alice(file(), server.uri(), new SyncListener() {
                    @Override
                    public void fileRecovered(RecoveredFile file) {
                        replaced++;
                    }
                })
                .open();
    }

    /** Alice has received Bob's todos and sent some of her own. One was refused, and three are pending. */
    private void usedFile() throws Exception {
        try (TestServer server = new TestServer()) {
            server.append(Entries.bobsTodos(5));
            try (SynchrotronClient client = client(server)) {
                client.connect();
                Execution<String> sent = client.execute(new CreateTodo.Args("team", "sent", "milk"));
                assertThat(client.awaitSynced(SOON)).isTrue();
                server.objects(upload -> Optional.of(new Refused(
                        upload.uploadId(),
                        Refusal.ACCESS_DENIED,
                        "no",
                        upload.records().get(0).record().id(),
                        0)));
                client.execute(new CreateTodo.Args("team", "refused", "wine"));
                assertThat(client.awaitSynced(SOON)).isTrue();
                client.disconnect();
                pending = client.execute(new CreateTodo.Args("team", "a", "bread"))
                        .actionId()
                        .value();
                client.execute(new RenameTodo.Args(sent.result(), "oat milk"));
                client.execute(new CreateTodo.Args("u:alice", "b", "tea"));
                assertThat(client.status().quarantined()).isEqualTo(1);
            }
            log = server.log();
        }
        sound = Files.readAllBytes(file());
    }

    private List<Column> columns() throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.add(new Column(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    private void restored() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        Files.write(file(), sound);
    }

    /** {@return what was changed; empty if there is no value, or if the table cannot hold the changed one} */
    private Optional<String> flip(Column column) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = ON");
            Object value = value(
                    statement,
                    "SELECT " + column.name() + " FROM " + column.table() + " WHERE " + column.name()
                            + " IS NOT NULL ORDER BY random()");
            if (value == null || value.equals("")) {
                return Optional.empty();
            }
            return flipped(connection, column, value) ? Optional.of(column + ": " + value) : Optional.empty();
        }
    }

    /** The trigger notices what somebody changes by SQL. */
    private boolean flipped(Connection connection, Column column, Object value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Object trigger = value(statement, "SELECT sql FROM sqlite_schema WHERE name = 'synchrotron_state_changed'");
            statement.execute("DROP TRIGGER synchrotron_state_changed");
            boolean changed = change(connection, column, value);
            statement.execute(String.valueOf(trigger));
            return changed;
        }
    }

    private static @Nullable Object value(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getObject(1) : null;
        }
    }

    private boolean change(Connection connection, Column column, Object value) throws SQLException {
        Object wrong = value instanceof Number number
                ? number.longValue() ^ 1L << random.nextInt(40)
                : wrong(value.toString());
        String change = wrong instanceof Number ? "?" : "CAST(? AS TEXT)";
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + column.table() + " SET " + column.name()
                + " = " + change + " WHERE " + column.name() + " = ?")) {
            update.setObject(1, wrong);
            update.setObject(2, value);
            return update.executeUpdate() > 0;
        } catch (SQLiteException refused) {
            return false;
        }
    }

    private byte[] wrong(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
        return bytes;
    }

    @Test
    void stopsNoClient() throws Exception {
        usedFile();
        int tried = 0;
        for (Column column : columns()) {
            for (int n = 0; n < TRIES; n++) {
                restored();
                Optional<String> wrong = flip(column);
                if (wrong.isPresent()) {
                    tried++;
                    goesOn(wrong.get());
                }
            }
        }
        System.out.printf("wrong bits: %d tried, %d files were replaced%n", tried, replaced);
        assertThat(tried).isGreaterThan(40);
    }

    @Test
    void stopsNoClientInAnyValueOfItsState() throws Exception {
        usedFile();
        List<String> keys = keys();
        for (String key : keys) {
            restored();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = connection.createStatement()) {
                Column column = new Column("synchrotron_state", "value");
                Object value = value(statement, "SELECT value FROM synchrotron_state WHERE key = '" + key + "'");
                assertThat(flipped(connection, column, requireNonNull(value))).isTrue();
            }
            goesOn(key);
        }
        assertThat(replaced).isEqualTo(keys.size());
    }

    private List<String> keys() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            Object keys = value(statement, "SELECT group_concat(key) FROM synchrotron_state WHERE value <> ''");
            return List.of(String.valueOf(keys).split(","));
        }
    }

    /** In the table, and in its indexes, which do not agree with it then. */
    @Test
    void stopsNoClientWhereTheIdOfAPendingRecordStands() throws Exception {
        usedFile();
        String text = new String(sound, StandardCharsets.ISO_8859_1);
        int places = 0;
        for (int at = text.indexOf(pending); at >= 0; at = text.indexOf(pending, at + 1)) {
            places++;
            restored();
            byte[] flipped = sound.clone();
            flipped[at + 20] ^= 1;
            Files.write(file(), flipped);
            goesOn("the id at byte " + at);
        }
        assertThat(places).isGreaterThan(2);
    }

    @Test
    void stopsNoClientWhereverItIsInTheFile() throws Exception {
        usedFile();
        for (int n = 0; n < 25 * TRIES; n++) {
            restored();
            int place = random.nextInt(sound.length);
            byte[] flipped = sound.clone();
            flipped[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(), flipped);
            goesOn("byte " + place);
        }
        System.out.printf("wrong bits: %d anywhere, %d files were replaced%n", 25 * TRIES, replaced);
        assertThat(replaced).isPositive();
    }

    private static List<QuarantinedRecord> quarantined(SynchrotronClient client) {
        AtomicReference<List<QuarantinedRecord>> found = new AtomicReference<>(List.of());
        Tasks.onceMoreAfterDamage(() -> found.set(client.quarantined()));
        return requireNonNull(found.get());
    }

    private static void losesAll(TestServer server, SynchrotronClient client) {
        client.disconnect();
        while (!server.log().isEmpty()) {
            server.loseOne();
        }
        client.connect();
    }

    private void goesOn(String what) throws Exception {
        try (TestServer server = new TestServer()) {
            server.appendUnannounced(log.toArray(LogEntry[]::new));
            try (SynchrotronClient client = client(server)) {
                client.connect();
                assertThat(client.awaitSynced(SOON)).as(what).isTrue();
                LogEntry late = Entries.bobs(
                        "late",
                        "create_todo_v1",
                        1_000_500,
                        server.log().size() + 1,
                        Entries.number(1),
                        Entries.inserted(Entries.id("late-todo").value(), "team", "late", 9));
                server.append(late);
                Tasks.onceMoreAfterDamage(() -> client.execute(new CreateTodo.Args("team", "later", "tea")));
                assertThat(client.awaitSynced(SOON)).as(what).isTrue();
                assertThat(client.pending()).as(what).isEmpty();
                for (QuarantinedRecord refused : quarantined(client)) {
                    Tasks.onceMoreAfterDamage(
                            () -> client.retry(refused.record().id()));
                }
                assertThat(client.awaitSynced(SOON)).as(what).isTrue();
                assertThat(quarantined(client)).as(what).isEmpty();
                losesAll(server, client);
                assertThat(client.awaitSynced(SOON)).as(what).isTrue();
            } catch (RuntimeException failure) {
                throw new AssertionError(what, failure);
            }
        }
    }
}

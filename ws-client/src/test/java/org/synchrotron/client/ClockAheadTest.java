package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.outcome;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage.Refused;

@DisplayName("A client whose clock ran ahead")
@Timeout(60)
class ClockAheadTest {

    private static final long SERVER_TIME = 1_000_000;
    private static final long LEAP = 1 << 20;

    @TempDir
    Path directory;

    private final Told told = new Told();

    private SynchrotronClient client(URI server) {
        return Todos.alice(directory.resolve("todos.db"), server, told).open();
    }

    private static void refuses(TestServer server, Refusal code, Predicate<ActionRecord> ahead) {
        server.objects(upload -> upload.records().stream().anyMatch(each -> ahead.test(each.record()))
                ? Optional.of(new Refused(upload.uploadId(), code, "it is ahead", null, SERVER_TIME))
                : Optional.empty());
    }

    private static long timestamp(ActionRecord record) {
        return record.args().getJsonNumber("timestamp").longValue();
    }

    private void uploadsAfterAll(TestServer server) throws Exception {
        try (SynchrotronClient client = client(server.uri())) {
            Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
            Execution<Integer> counted = client.execute(new Increment.Args(created.result(), 2));
            client.connect();

            assertThat(outcome(counted)).isEqualTo(Outcome.APPLIED);
            assertThat(client.awaitSynced(SOON)).isTrue();
            assertThat(told.problem().kind()).isEqualTo(Kind.WRONG_CLOCK);
            List<ActionId> ids =
                    server.log().stream().map(each -> each.record().id()).toList();
            assertThat(ids).containsExactly(created.actionId(), counted.actionId());
            assertThat(server.log().get(1).record().clock())
                    .isGreaterThan(server.log().get(0).record().clock());
        }
    }

    @Test
    void stampsPendingRecordsAnewWithTimestampsThatAreNotAhead() throws Exception {
        try (TestServer server = new TestServer()) {
            refuses(server, Refusal.CLOCK_AHEAD, each -> each.clock().timeMs() > SERVER_TIME);
            uploadsAfterAll(server);
            assertThat(server.log())
                    .extracting(LogEntry::record)
                    .allSatisfy(each -> assertThat(timestamp(each)).isEqualTo(SERVER_TIME));
        }
    }

    @Test
    void doesTheSameWhereOnlyTheTimestampsAreRefused() throws Exception {
        try (TestServer server = new TestServer()) {
            refuses(server, Refusal.TIMESTAMP_AHEAD, each -> timestamp(each) > SERVER_TIME);
            uploadsAfterAll(server);
        }
    }

    @Test
    void countsFromWhatTheServerHasWhenItsCounterLeads() throws Exception {
        try (TestServer server = new TestServer()) {
            try (SynchrotronClient client = client(server.uri())) {
                client.execute(new CreateTodo.Args("u:alice", "first", "bread"));
                client.connect();
                assertThat(client.awaitSynced(SOON)).isTrue();
            }
            raiseCounter();
            refuses(server, Refusal.COUNTER_AHEAD, each -> each.clock().counter() > LEAP);
            try (SynchrotronClient client = client(server.uri())) {
                Execution<String> created = client.execute(new CreateTodo.Args("u:alice", "k", "milk"));
                client.connect();
                assertThat(outcome(created)).isEqualTo(Outcome.APPLIED);
                assertThat(told.problem().kind()).isEqualTo(Kind.WRONG_CLOCK);
            }
            assertThat(server.log().get(1).record().clock())
                    .isGreaterThan(server.log().get(0).record().clock());
        }
    }

    private void raiseCounter() throws SQLException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("todos.db"));
                Statement raise = file.createStatement()) {
            raise.executeUpdate("UPDATE synchrotron_state SET value = " + (1L << 40) + " WHERE key = 'clock_counter'");
        }
    }
}

package org.synchrotron.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.Entries;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.engine.Reaction.End;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Receipt;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Welcome;

@DisplayName("A receipt for an own record")
class ReceiptsTest {

    private static final UserId ALICE = new UserId("alice");
    private static final Set<String> AUDIENCES = Set.of("team", "u:alice");

    @TempDir
    Path directory;

    private final List<SyncProblem> problems = new ArrayList<>();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("todos.db"));
    }

    @AfterEach
    void close() {
        bench.close();
        assertThat(problems).isEmpty();
    }

    private SyncSession session() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
        SyncSession session = new SyncSession(bench.alice(), backoff, problems::add);
        assertThat(takesReceipts(session)).isTrue();
        var unused = session.on(new Welcome(
                2, ALICE, "epoch", 0, 1_000, AUDIENCES, 1_000_000, Set.of(), 1, false, null, null, null, null));
        return session;
    }

    private static boolean takesReceipts(SyncSession session) {
        return ((Hello) session.open().say().get(0)).receipts();
    }

    private LogEntry created(String key) {
        ActionId id = bench.alice()
                .perform(new CreateTodo.Args("team", key, "milk"))
                .record()
                .id();
        LogEntry pending = bench.alice().find(id).orElseThrow();
        return new LogEntry(pending.record(), null, bench.effects(pending));
    }

    private static Delivery delivery(long after, long upTo, List<LogEntry> whole, LogEntry... brief) {
        return new Delivery(
                ALICE,
                AudiencesDigest.of(AUDIENCES),
                after,
                upTo,
                upTo,
                Bench.PLACE,
                whole,
                List.of(brief).stream().map(Receipt::of).toList());
    }

    private static LogEntry accepted(LogEntry pending, long ingestId) {
        return Entries.accepted(pending, ingestId, pending.effects());
    }

    @Test
    void acceptsTheRecordAsItIsHeld() {
        SyncSession session = session();
        LogEntry first = created("a");
        LogEntry second = created("b");
        List<String> before = bench.dump();
        LogEntry bobs = Entries.bobs(
                "bobs",
                "create_todo_v1",
                900,
                2,
                Json.createObjectBuilder().build(),
                Entries.inserted(Entries.id("todo").value(), "team", "bread", 1));

        Reaction reaction = session.on(delivery(0, 3, List.of(bobs), accepted(first, 1), accepted(second, 3)));

        assertThat(reaction.end()).isEqualTo(End.NONE);
        assertThat(bench.alice().pending()).isEmpty();
        assertThat(bench.alice().state().cursor()).isEqualTo(3);
        assertThat(bench.decided())
                .containsExactlyInAnyOrder(first.record().id(), second.record().id());
        assertThat(bench.alice()
                        .find(first.record().id())
                        .orElseThrow()
                        .accepted()
                        .orElseThrow()
                        .outcome())
                .isEqualTo(Outcome.APPLIED);
        assertThat(bench.effects(first)).isEqualTo(first.effects());
        assertThat(bench.rows()).hasSize(3);
        assertThat(bench.dump()).hasSizeGreaterThan(before.size());
    }

    @Test
    void ofARecordWithAnotherClockIsNotTaken() {
        LogEntry pending = created("a");
        LogEntry uploaded = accepted(pending, 1);
        SyncSession session = session();
        bench.alice().origin().restamp(5_000);

        comesWhole(session, uploaded);
    }

    @Test
    void ofARecordWithOtherEffectsIsNotTaken() {
        LogEntry pending = created("a");
        LogEntry other = Entries.accepted(
                pending, 1, List.of(Entries.inserted(Entries.id("todo").value(), "team", "bread", 1)));

        comesWhole(session(), other);
    }

    @Test
    void ofARecordThatIsGoneIsNotTaken() {
        LogEntry uploaded = accepted(created("a"), 1);
        SyncSession session = session();
        assertThat(bench.alice().rows().hardResync()).hasSize(1);

        comesWhole(session, uploaded);
    }

    /** Nothing is stored, and the next connection brings the record as the server has it; receipts are taken again after that. */
    private void comesWhole(SyncSession session, LogEntry uploaded) {
        List<String> before = bench.dump();
        assertThat(session.on(delivery(0, 1, List.of(), uploaded)).end()).isEqualTo(End.RECONNECT_MENDED);
        assertThat(bench.dump()).isEqualTo(before);

        SyncSession next = new SyncSession(
                bench.alice(), new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1)), problems::add);
        assertThat(takesReceipts(next)).isFalse();
        assertThat(next.on(delivery(0, 1, List.of(uploaded))).end()).isEqualTo(End.NONE);
        assertThat(bench.alice().pending()).isEmpty();
        assertThat(bench.effects(uploaded)).isEqualTo(uploaded.effects());
        session();
    }
}

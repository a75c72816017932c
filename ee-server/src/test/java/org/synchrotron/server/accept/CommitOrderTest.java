package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;

/** Tests two concurrent transactions: one has done all of its work but has not committed. */
class CommitOrderTest extends ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection slow = server.database.connect();
    private final Connection quick = server.database.connect();
    private final Connection patient = server.database.connect();

    @BeforeEach
    void limitLockWaits() throws SQLException {
        try (Statement statement = quick.createStatement()) {
            statement.execute("set lock_timeout = '200ms'");
        }
        quick.commit();
    }

    @AfterEach
    void disconnect() throws SQLException {
        slow.close();
        quick.close();
        patient.close();
    }

    @Test
    void aReaderUpToAnIngestIdHasSeenAllBelowIt() {
        LogEntry late = ann.at(0, new Create.Args("a", "p", 1));
        AtomicLong cursor = new AtomicLong();

        server.accept(ann.upload(late), slow, () -> {
            tryToUpload(bob, bob.at(1, new Create.Args("b", "p", 1)));
            cursor.set(server.deliver("cid", 0).upTo());
        });

        assertThat(server.deliver("cid", cursor.get()).entries())
                .extracting(LogEntry::record)
                .contains(late.record());
    }

    @Test
    void noRecordRunsWithoutTheUncommittedOneBeforeIt() {
        LogEntry add = bob.at(1, new Add.Args("a", 2));

        server.accept(ann.upload(ann.at(0, new Create.Args("a", "p", 1))), slow, () -> tryToUpload(bob, add));

        bob.sync(add);
        assertThat(values("x")).containsExactly("(3)");
    }

    @Test
    void aConcurrentUploadWaitsAndRunsOnTheOther() {
        LogEntry add = bob.at(1, new Add.Args("a", 2));
        int process = TestDatabase.transaction(
                patient,
                sql -> sql.createQuery("select pg_backend_pid()")
                        .mapTo(Integer.class)
                        .one());
        CompletableFuture<UploadAnswer> answer = new CompletableFuture<>();

        server.accept(ann.upload(ann.at(0, new Create.Args("a", "p", 1))), slow, () -> {
            answer.completeAsync(() -> server.accept(bob.upload(add), patient));
            untilWaiting(process, answer);
        });

        assertThat(answer)
                .succeedsWithin(PATIENCE)
                .satisfies(taken -> assertThat(outcome(taken, add).kind()).isNotEqualTo(Outcome.Kind.REJECTED));
        assertThat(values("x")).containsExactly("(3)");
    }

    /** Waits until the database reports that the process waits for a lock, or the answer has come. */
    private void untilWaiting(int process, CompletableFuture<?> answer) {
        String waiting = "select from pg_locks where not granted and pid = " + process;
        long began = System.nanoTime();
        while (!answer.isDone() && server.database.rows(waiting).isEmpty()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        }
    }

    /** Uploads; the upload succeeds, or it waits for the other one and gives up. */
    private void tryToUpload(Replica replica, LogEntry entry) {
        assertThat(catchThrowable(() -> server.accept(replica.upload(entry), quick)))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        givenUp -> assertThat(givenUp).hasMessageContaining("lock timeout"));
    }
}

package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestDatabase;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.materialize.ReplayCounts;
import org.synchrotron.server.runtime.ServerThreads;

@DisplayName("An upload gives way to a transaction of the application")
class GivingWayTest extends ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String A_ROW_IS_WAITED_FOR =
            "select from pg_locks where not granted and locktype in ('transactionid', 'tuple')";

    private final Connection application = server.database.connect();
    private final UploadQueue queue = new UploadQueue(
            server::accept,
            TestNode.of(server.database),
            entry -> {},
            new Refusals(server.time::get, AuditTrail.NONE, new References(server.time::get)),
            UploadRates.unlimited(),
            new SessionThreads(new UploadThread()));

    /** Uploads have one thread; there is no other work. */
    private static final class UploadThread implements ServerThreads {

        @Override
        public Executor workers() {
            return uploads();
        }

        @Override
        public Executor uploads() {
            return work -> {
                Thread thread = new Thread(work, "upload");
                thread.setDaemon(true);
                thread.start();
            };
        }

        @Override
        public Executor senders() {
            return uploads();
        }

        @Override
        public void after(Duration pause, Runnable work) {
            throw new UnsupportedOperationException("nothing is put off here");
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        application.close();
    }

    private CompletableFuture<ServerMessage> upload(LogEntry entry) {
        CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
        queue.take(1, bob.upload(entry), answer::complete);
        return answer;
    }

    private static void lock(String row, Handle sql) {
        RoleScope.as(
                TestServer.caller("ann"), sql, () -> sql.execute("select from items where id = ? for update", row));
    }

    /** Waits until the upload waits for the row. It uses the database's own connection, so this asks on another one. */
    private static void untilItWaits(Handle sql) {
        long began = System.nanoTime();
        while (!itWaits(sql)) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
        }
    }

    private static boolean itWaits(Handle sql) {
        return RoleScope.asEngine(
                sql,
                () -> sql.createQuery("select exists (" + A_ROW_IS_WAITED_FOR + ")")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Test
    void thatHasLockedARowAndThenExecutesAnAction() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry add = bob.at(1, new Add.Args("a", 2));

        CompletableFuture<ServerMessage> answer = TestDatabase.transaction(application, sql -> {
            lock("a", sql);
            CompletableFuture<ServerMessage> uploaded = upload(add);
            untilItWaits(sql);
            server.execute("ann", new Add.Args("a", 10), sql);
            return uploaded;
        });

        assertThat(answer).succeedsWithin(PATIENCE).isInstanceOf(ServerMessage.Accepted.class);
        assertThat(values("x")).containsExactly("(13)");
        assertThat(log("outcome")).doesNotContain("(rejected)");
    }

    @Test
    void alsoIfItIsLateAndDoesNotRunMoreForThat() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)), ann.at(20, new Add.Args("a", 4)));
        LogEntry late = bob.at(10, new Add.Args("a", 2));

        CompletableFuture<ServerMessage> answer = TestDatabase.transaction(application, sql -> {
            lock("a", sql);
            CompletableFuture<ServerMessage> uploaded = upload(late);
            untilItWaits(sql);
            server.execute("ann", new Add.Args("a", 10), sql);
            return uploaded;
        });

        assertThat(answer).succeedsWithin(PATIENCE).isInstanceOf(ServerMessage.Accepted.class);
        assertThat(values("x")).containsExactly("(17)");
        assertThat(server.materializer.counts().snapshot().widened())
                .as("that a row is locked is no objection to the plan")
                .doesNotContainKey(ReplayCounts.Widening.DATABASE);
    }

    @Test
    void thatHoldsARowForLongAndIsAnsweredUnavailableInTheEnd() {
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
        LogEntry add = bob.at(1, new Add.Args("a", 2));

        ServerMessage answer = TestDatabase.transaction(application, sql -> {
            lock("a", sql);
            return upload(add).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        });

        assertThat(answer)
                .isInstanceOfSatisfying(
                        ServerMessage.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Refusal.UNAVAILABLE));
        bob.sync(add);
        assertThat(values("x"))
                .as("it is no record's outcome that a row was locked")
                .containsExactly("(3)");
    }
}

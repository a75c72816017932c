package org.synchrotron.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.await;
import static org.synchrotron.client.Tasks.count;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.CalledClient.CallOut;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

@DisplayName("A listener or an action")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ClientThreadTest {

    @TempDir
    Path directory;

    private CalledClient bench;

    @BeforeEach
    void open() {
        bench = new CalledClient(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private void calls(Runnable calls) {
        bench.ignoreStatus();
        try {
            calls.run();
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    private void refuses(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("let another thread call it");
    }

    private void canOnlyLook() {
        ActionId none = Entries.id("none");
        for (Runnable waiting : List.<Runnable>of(
                () -> bench.create("nested"),
                () -> bench.client().retry(none),
                () -> bench.client().discard(none),
                () -> bench.client().pending(),
                () -> bench.client().quarantined(),
                () -> bench.client().confirmation(none),
                () -> awaitSynced(bench.client()),
                () -> PurityCheck.of(bench.client()).requirePure(new CallOut.Args()))) {
            refuses(waiting);
        }
        assertThat(bench.client().status().connection()).isEqualTo(Connection.OFFLINE);
        assertThat(bench.client().clientId()).isNotNull();
        assertThat(count(bench.client())).isBetween(0, 1);
        assertThatThrownBy(bench.client()::connect).hasMessageContaining("without server");
        bench.client().disconnect();
    }

    @Test
    void canReadAndLookAndIsRefusedWhatItWouldWaitFor() {
        bench.onStatus(status -> calls(this::canOnlyLook));

        bench.create("k");

        assertThat(done).succeedsWithin(SOON);
    }

    @Test
    void theSameFromAnAction() {
        CallOut.CALLED.set(() -> calls(this::canOnlyLook));

        bench.client().execute(new CallOut.Args());

        assertThat(done).succeedsWithin(SOON);
    }

    @Test
    void canGoOnlineAndOffline() throws Exception {
        CountDownLatch offline = new CountDownLatch(1);
        try (TestServer server = new TestServer()) {
            AtomicReference<SynchrotronClient> online = new AtomicReference<>();
            try (SynchrotronClient other = Todos.alice(
                            directory.resolve("other.db"), server.uri(), goingOffline(online, offline))
                    .open()) {
                online.set(other);
                Execution<String> created = other.execute(new CreateTodo.Args("u:alice", "k", "milk"));

                assertThat(created.confirmation()).succeedsWithin(SOON).isEqualTo(Outcome.APPLIED);
                await(offline);
                assertThat(other.status().connection()).isEqualTo(Connection.OFFLINE);
            }
        }
    }

    /** Goes online with something to upload, and offline when it is uploaded. */
    private SyncListener goingOffline(AtomicReference<SynchrotronClient> online, CountDownLatch offline) {
        return new SyncListener() {
            @Override
            public void statusChanged(SyncStatus status) {
                if (status.connection() == Connection.OFFLINE && status.pending() == 1) {
                    requireNonNull(online.get()).connect();
                } else if (status.isSynced() && status.cursor() == 1) {
                    requireNonNull(online.get()).disconnect();
                } else if (status.connection() == Connection.OFFLINE && status.cursor() == 1) {
                    offline.countDown();
                }
            }
        };
    }

    @Test
    void cannotAskForMoreThanTheClientKeeps() {
        bench.onStatus(status -> calls(() -> {
            for (int i = 0; i < 10_000; i++) {
                bench.client().disconnect();
            }
        }));

        bench.create("k");

        assertThat(done)
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("too much");
        bench.create("another");
    }

    private static boolean awaitSynced(SynchrotronClient client) {
        try {
            return client.awaitSynced(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

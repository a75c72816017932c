package org.synchrotron.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.await;
import static org.synchrotron.client.Tasks.count;
import static org.synchrotron.client.Tasks.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

@DisplayName("A client can be called, and closed, from anywhere")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ClosingTest {

    /** An action that calls something else than its context. */
    @SyncAction("call_out_v1")
    public static final class CallOut implements Action<CallOut.Args, Integer> {

        static final AtomicReference<Runnable> CALLED = new AtomicReference<>();

        public record Args() {}

        @Override
        public Integer apply(Args args, ActionContext context) {
            requireNonNull(CALLED.get()).run();
            return count(context.sql());
        }
    }

    @TempDir
    Path directory;

    private final AtomicReference<@Nullable Consumer<SyncStatus>> onStatus = new AtomicReference<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private SynchrotronClient client;

    private final SyncListener listener = new SyncListener() {
        @Override
        public void statusChanged(SyncStatus status) {
            Consumer<SyncStatus> what = onStatus.get();
            if (what != null) {
                what.accept(status);
            }
        }
    };

    @BeforeEach
    void open() {
        client = builder().open();
    }

    private ClientBuilder builder() {
        return Todos.alice(directory.resolve("todos.db"))
                .action(new CallOut())
                .readers(2, SOON)
                .listener(listener);
    }

    @AfterEach
    void close() {
        onStatus.set(null);
        released.countDown();
        client.close();
    }

    private Execution<String> create(String key) {
        return client.execute(CreateTodo.class, new CreateTodo.Args("u:alice", key, "milk"));
    }

    private void block(@Nullable SyncStatus status) {
        entered.countDown();
        await(released);
    }

    /** Waits until it is closed, and shows that its file holds so many todos. */
    private void isClosedWith(int todos) {
        client.close();
        assertThatThrownBy(() -> create("late")).isInstanceOf(ClientClosed.class);
        assertThatThrownBy(() -> count(client)).isInstanceOf(ClientClosed.class);
        onStatus.set(null);
        client = builder().open();
        assertThat(count(client)).isEqualTo(todos);
    }

    @Nested
    @DisplayName("It is closed")
    class Closed {

        @Test
        void byAListener() {
            onStatus.set(status -> client.close());

            Execution<String> created = create("k");

            assertThat(created.result()).isNotBlank();
            assertThat(created.confirmation())
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withCauseInstanceOf(ClientClosed.class);
            isClosedWith(1);
        }

        @Test
        void byAListenerAfterWhatWasHandedOverBefore() {
            onStatus.set(this::blockAndClose);
            CompletableFuture<Execution<String>> first = on(() -> create("first"));
            await(entered);
            List<CompletableFuture<Execution<String>>> others = IntStream.range(0, 3)
                    .mapToObj(i -> {
                        CountDownLatch about = new CountDownLatch(1);
                        CompletableFuture<Execution<String>> other = on(() -> {
                            about.countDown();
                            return create("k" + i);
                        });
                        await(about);
                        return other;
                    })
                    .toList();
            released.countDown();

            assertThat(first).succeedsWithin(SOON);
            int stored = 1;
            for (CompletableFuture<Execution<String>> other : others) {
                stored += other.handle((done, refused) -> done != null ? 1 : 0)
                        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                        .join();
            }
            isClosedWith(stored);
        }

        private void blockAndClose(SyncStatus status) {
            block(status);
            client.close();
        }

        @Test
        void byAListenerWithinAReading() {
            onStatus.set(status -> client.<Integer, RuntimeException>read(sql -> {
                client.close();
                return 0;
            }));

            create("k");

            isClosedWith(1);
        }

        @Test
        void byAnAction() {
            CallOut.CALLED.set(client::close);

            assertThat(client.execute(CallOut.class, new CallOut.Args()).result())
                    .isZero();
            isClosedWith(0);
        }

        @Test
        void byWhatDependsOnAConfirmation() throws Exception {
            try (TestServer server = new TestServer();
                    SynchrotronClient online = Todos.alice(
                                    directory.resolve("other.db"), server.uri(), SyncListener.NONE)
                            .open()) {
                Execution<String> created = online.execute(new CreateTodo.Args("u:alice", "k", "milk"));
                CompletableFuture<Void> closed =
                        created.confirmation().thenRun(online::close).toCompletableFuture();
                online.connect();

                assertThat(closed).succeedsWithin(SOON);
                assertThatThrownBy(online::pending).isInstanceOf(ClientClosed.class);
            }
        }

        @Test
        void byAReader() {
            create("k");
            assertThatThrownBy(() -> client.<Integer, RuntimeException>read(sql -> {
                        count(sql);
                        client.close();
                        return count(sql);
                    }))
                    .isInstanceOf(ClientClosed.class);

            isClosedWith(1);
        }

        @Test
        void twice() {
            client.close();
            client.close();

            isClosedWith(0);
        }

        @Test
        void byTwoThreadsAndBothWait() {
            create("k");
            onStatus.set(this::blockAndClose);
            CompletableFuture<Execution<String>> another = on(() -> create("another"));
            await(entered);
            List<CompletableFuture<Boolean>> closings = List.of(on(this::closed), on(this::closed));
            released.countDown();

            assertThat(closings)
                    .allSatisfy(each -> assertThat(each).succeedsWithin(SOON).isEqualTo(true));
            assertThat(another).succeedsWithin(SOON);
            isClosedWith(2);
        }

        /** {@return whether all connections to the file are closed once the client is} The last one takes the log with it. */
        private boolean closed() {
            client.close();
            return Files.notExists(directory.resolve("todos.db-wal"));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whileOthersRead(boolean inSql) {
            List<CompletableFuture<Integer>> readers = List.of(reader(inSql), reader(inSql));
            CompletableFuture<Integer> waiting = on(() -> count(client));

            CompletableFuture<Boolean> closing = on(this::closed);

            assertThat(closing).succeedsWithin(SOON).isEqualTo(true);
            released.countDown();
            assertThat(readers).allSatisfy(ClosingTest::endsWithTheClient);
            endsWithTheClient(waiting);
            isClosedWith(0);
        }

        private CompletableFuture<Integer> reader(boolean inSql) {
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<Integer> reader = on(() -> client.read(sql -> {
                count(sql);
                began.countDown();
                if (inSql) {
                    return Tasks.readWithoutEnd(sql);
                }
                await(released);
                return count(sql);
            }));
            await(began);
            return reader;
        }

        @Test
        void whileAReaderWaitsForWhatItExecutes() {
            onStatus.set(ClosingTest.this::block);
            CompletableFuture<Execution<String>> reader = on(() -> client.read(sql -> {
                count(sql);
                return create("k");
            }));
            await(entered);
            CompletableFuture<Boolean> closing = on(this::closed);
            released.countDown();

            assertThat(closing).succeedsWithin(SOON).isEqualTo(true);
            assertThat(reader).succeedsWithin(SOON);
            isClosedWith(1);
        }

        /** It may wait for the thread that closes: that one has to go on first. */
        @Test
        void whileAListenerDoesNotReturn() {
            onStatus.set(ClosingTest.this::block);
            CompletableFuture<Execution<String>> created = on(() -> create("k"));
            await(entered);

            client.close();

            assertThat(created).isNotDone();
            assertThatThrownBy(() -> create("late")).isInstanceOf(ClientClosed.class);
            assertThatThrownBy(() -> count(client)).isInstanceOf(ClientClosed.class);
            released.countDown();
            assertThat(created).succeedsWithin(SOON);
            isClosedWith(1);
        }

        @Test
        void onAThreadThatIsInterrupted() {
            Thread.currentThread().interrupt();
            client.close();

            assertThat(Thread.interrupted()).isTrue();
            isClosedWith(0);
        }
    }

    private static void endsWithTheClient(CompletableFuture<Integer> reader) {
        assertThat(reader).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(ClientClosed.class);
    }

    @Nested
    @DisplayName("A listener or an action")
    class OnClientsThread {

        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private void calls(Runnable calls) {
            onStatus.set(null);
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
                    () -> create("nested"),
                    () -> client.retry(none),
                    () -> client.discard(none),
                    () -> client.pending(),
                    () -> client.quarantined(),
                    () -> client.confirmation(none),
                    () -> awaitSynced(client),
                    () -> PurityCheck.of(client).requirePure(new CallOut.Args()))) {
                refuses(waiting);
            }
            assertThat(client.status().connection()).isEqualTo(Connection.OFFLINE);
            assertThat(client.clientId()).isNotNull();
            assertThat(count(client)).isBetween(0, 1);
            assertThatThrownBy(client::connect).hasMessageContaining("without server");
            client.disconnect();
        }

        @Test
        void canReadAndLookAndIsRefusedWhatItWouldWaitFor() {
            onStatus.set(status -> calls(this::canOnlyLook));

            create("k");

            assertThat(done).succeedsWithin(SOON);
        }

        @Test
        void theSameFromAnAction() {
            CallOut.CALLED.set(() -> calls(this::canOnlyLook));

            client.execute(new CallOut.Args());

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
            onStatus.set(status -> calls(() -> {
                for (int i = 0; i < 10_000; i++) {
                    client.disconnect();
                }
            }));

            create("k");

            assertThat(done)
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .withCauseInstanceOf(IllegalStateException.class)
                    .withMessageContaining("too much");
            create("another");
        }
    }

    private static boolean awaitSynced(SynchrotronClient client) {
        try {
            return client.awaitSynced(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

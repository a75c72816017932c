package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.await;
import static org.synchrotron.client.Tasks.count;
import static org.synchrotron.client.Tasks.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.CalledClient.CallOut;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;

@DisplayName("A client is closed")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ClosingTest {

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

    @Test
    void byAListener() {
        bench.onStatus(status -> bench.client().close());

        Execution<String> created = bench.create("k");

        assertThat(created.result()).isNotBlank();
        assertThat(created.confirmation())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(ClientClosed.class);
        bench.isClosedWith(1);
    }

    @Test
    void byAListenerAfterWhatWasHandedOverBefore() {
        bench.onStatus(this::blockAndClose);
        CompletableFuture<Execution<String>> first = on(() -> bench.create("first"));
        bench.awaitBlocked();
        List<CompletableFuture<Execution<String>>> others = IntStream.range(0, 3)
                .mapToObj(i -> {
                    CountDownLatch about = new CountDownLatch(1);
                    CompletableFuture<Execution<String>> other = on(() -> {
                        about.countDown();
                        return bench.create("k" + i);
                    });
                    await(about);
                    return other;
                })
                .toList();
        bench.release();

        assertThat(first).succeedsWithin(SOON);
        int stored = 1;
        for (CompletableFuture<Execution<String>> other : others) {
            stored += other.handle((done, refused) -> done != null ? 1 : 0)
                    .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        bench.isClosedWith(stored);
    }

    private void blockAndClose(SyncStatus status) {
        bench.block(status);
        bench.client().close();
    }

    @Test
    void byAListenerWithinAReading() {
        bench.onStatus(status -> bench.client().<Integer, RuntimeException>read(sql -> {
            bench.client().close();
            return 0;
        }));

        bench.create("k");

        bench.isClosedWith(1);
    }

    @Test
    void byAnAction() {
        CallOut.CALLED.set(bench.client()::close);

        assertThat(bench.client().execute(CallOut.class, new CallOut.Args()).result())
                .isZero();
        bench.isClosedWith(0);
    }

    @Test
    void byWhatDependsOnAConfirmation() throws Exception {
        try (TestServer server = new TestServer();
                SynchrotronClient online = Todos.alice(directory.resolve("other.db"), server.uri(), SyncListener.NONE)
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
        bench.create("k");
        assertThatThrownBy(() -> bench.client().<Integer, RuntimeException>read(sql -> {
                    count(sql);
                    bench.client().close();
                    return count(sql);
                }))
                .isInstanceOf(ClientClosed.class);

        bench.isClosedWith(1);
    }

    @Test
    void twice() {
        bench.client().close();
        bench.client().close();

        bench.isClosedWith(0);
    }

    @Test
    void byTwoThreadsAndBothWait() {
        bench.create("k");
        bench.onStatus(this::blockAndClose);
        CompletableFuture<Execution<String>> another = on(() -> bench.create("another"));
        bench.awaitBlocked();
        List<CompletableFuture<Boolean>> closings = List.of(on(this::closed), on(this::closed));
        bench.release();

        assertThat(closings)
                .allSatisfy(each -> assertThat(each).succeedsWithin(SOON).isEqualTo(true));
        assertThat(another).succeedsWithin(SOON);
        bench.isClosedWith(2);
    }

    /** {@return whether all connections to the file are closed once the client is} The last one takes the log with it. */
    private boolean closed() {
        bench.client().close();
        return Files.notExists(directory.resolve("todos.db-wal"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whileOthersRead(boolean inSql) {
        List<CompletableFuture<Integer>> readers = List.of(reader(inSql), reader(inSql));
        CompletableFuture<Integer> waiting = on(() -> count(bench.client()));

        CompletableFuture<Boolean> closing = on(this::closed);

        assertThat(closing).succeedsWithin(SOON).isEqualTo(true);
        bench.release();
        assertThat(readers).allSatisfy(ClosingTest::endsWithTheClient);
        endsWithTheClient(waiting);
        bench.isClosedWith(0);
    }

    private CompletableFuture<Integer> reader(boolean inSql) {
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Integer> reader = on(() -> bench.client().read(sql -> {
            count(sql);
            began.countDown();
            if (inSql) {
                return Tasks.readWithoutEnd(sql);
            }
            bench.awaitReleased();
            return count(sql);
        }));
        await(began);
        return reader;
    }

    @Test
    void whileAReaderWaitsForWhatItExecutes() {
        bench.onStatus(bench::block);
        CompletableFuture<Execution<String>> reader = on(() -> bench.client().read(sql -> {
            count(sql);
            return bench.create("k");
        }));
        bench.awaitBlocked();
        CompletableFuture<Boolean> closing = on(this::closed);
        bench.release();

        assertThat(closing).succeedsWithin(SOON).isEqualTo(true);
        assertThat(reader).succeedsWithin(SOON);
        bench.isClosedWith(1);
    }

    /** It may wait for the thread that closes: that one has to go on first. */
    @Test
    void whileAListenerDoesNotReturn() {
        bench.onStatus(bench::block);
        CompletableFuture<Execution<String>> created = on(() -> bench.create("k"));
        bench.awaitBlocked();

        bench.client().close();

        assertThat(created).isNotDone();
        assertThatThrownBy(() -> bench.create("late")).isInstanceOf(ClientClosed.class);
        assertThatThrownBy(() -> count(bench.client())).isInstanceOf(ClientClosed.class);
        bench.release();
        assertThat(created).succeedsWithin(SOON);
        bench.isClosedWith(1);
    }

    @Test
    void onAThreadThatIsInterrupted() {
        Thread.currentThread().interrupt();
        bench.client().close();

        assertThat(Thread.interrupted()).isTrue();
        bench.isClosedWith(0);
    }

    private static void endsWithTheClient(CompletableFuture<Integer> reader) {
        assertThat(reader).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(ClientClosed.class);
    }
}

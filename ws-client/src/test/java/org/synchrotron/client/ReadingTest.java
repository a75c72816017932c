package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.await;
import static org.synchrotron.client.Tasks.count;
import static org.synchrotron.client.Tasks.on;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;

@DisplayName("Reading a client's file")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ReadingTest {

    private static final int READERS = 2;

    @TempDir
    Path directory;

    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> onStatus = new AtomicReference<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private SynchrotronClient client;

    @BeforeEach
    void open() {
        client = Todos.alice(directory.resolve("todos.db"))
                .readers(READERS, SOON)
                .listener(new SyncListener() {
                    @Override
                    public void statusChanged(SyncStatus status) {
                        Runnable what = onStatus.get();
                        if (what != null) {
                            what.run();
                        }
                    }
                })
                .open();
    }

    @AfterEach
    void close() {
        released.countDown();
        client.close();
    }

    private void create() {
        client.execute(new CreateTodo.Args("u:alice", "k" + keys.incrementAndGet(), "milk"));
    }

    /** Reads until it is released. */
    private CompletableFuture<Integer> reader() {
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Integer> reader = on(() -> client.read(sql -> {
            int before = count(sql);
            began.countDown();
            await(released);
            assertThat(count(sql)).isEqualTo(before);
            return before;
        }));
        await(began);
        return reader;
    }

    @Test
    void seesOneStateAlsoWithinAnotherReading() {
        create();
        int seen = client.<Integer, RuntimeException>read(outer -> {
            assertThat(count(outer)).isEqualTo(1);
            create();
            assertThat(count(client)).isEqualTo(1);
            assertThatThrownBy(() -> client.read(inner -> inner.execute("DELETE FROM todos")))
                    .hasMessageContaining("readonly");
            return count(outer);
        });

        assertThat(seen).isEqualTo(1);
        assertThat(count(client)).isEqualTo(2);
    }

    @Test
    void mayExecuteWhileAListenerReads() {
        AtomicInteger heard = new AtomicInteger();
        onStatus.set(() -> heard.set(count(client)));

        CompletableFuture<Integer> reader = on(() -> client.read(sql -> {
            int before = count(sql);
            create();
            return before;
        }));

        assertThat(reader).succeedsWithin(SOON).isEqualTo(0);
        assertThat(heard).hasValue(1);
    }

    @Test
    void goesOnBesideALongReader() {
        CompletableFuture<Integer> longReader = reader();
        create();

        assertThat(on(() -> count(client))).succeedsWithin(SOON).isEqualTo(1);
        assertThat(longReader).isNotDone();
        released.countDown();
        assertThat(longReader).succeedsWithin(SOON).isEqualTo(0);
    }

    @Test
    void isOpenToAListenerWhileOthersRead() {
        List<CompletableFuture<Integer>> readers = List.of(reader(), reader());
        AtomicInteger heard = new AtomicInteger(-1);
        onStatus.set(() -> heard.set(count(client)));

        create();

        assertThat(heard).hasValue(1);
        assertThat(readers).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void waitsForItsTurn() {
        List<CompletableFuture<Integer>> readers = List.of(reader(), reader());
        CompletableFuture<Integer> third = on(() -> count(client));

        released.countDown();

        assertThat(third).succeedsWithin(SOON).isEqualTo(0);
        assertThat(readers).allSatisfy(reader -> assertThat(reader).succeedsWithin(SOON));
    }

    @Test
    void isRefusedWhereItWouldWaitForTooLong() {
        try (SynchrotronClient impatient = Todos.alice(directory.resolve("other.db"))
                .readers(1, Duration.ofMillis(50))
                .open()) {
            impatient.<Integer, RuntimeException>read(sql -> {
                assertThat(on(() -> count(impatient)))
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(TooManyReaders.class)
                        .withMessageContainingAll("other.db", "1 threads", "ClientBuilder.readers");
                return count(impatient);
            });
        }
    }

    @Test
    void doesNotWaitOnAThreadThatIsInterrupted() {
        assertThat(on(() -> {
                    Thread.currentThread().interrupt();
                    return count(client);
                }))
                .as("there is room")
                .succeedsWithin(SOON)
                .isEqualTo(0);
        var unused = reader();
        unused = reader();
        assertThat(on(() -> {
                    Thread.currentThread().interrupt();
                    return count(client);
                }))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(TooManyReaders.class);
    }

    /** Ways to leave a connection in disorder. */
    private List<HandleConsumer<SQLException>> disorders() {
        return List.of(
                sql -> sql.getConnection().close(),
                sql -> sql.execute("COMMIT"),
                sql -> sql.getConnection().setAutoCommit(true),
                sql -> leaveOpen(sql.getConnection()),
                ReadingTest::leaveOpen,
                sql -> {
                    throw new SQLException("on purpose");
                },
                sql -> {
                    throw new AssertionError("on purpose");
                });
    }

    private static void leaveOpen(Connection connection) throws SQLException {
        ResultSet rows = connection
                .prepareStatement("SELECT count(*) FROM todos UNION ALL SELECT 2")
                .executeQuery();
        assertThat(rows.next()).isTrue();
    }

    private static void leaveOpen(Handle sql) {
        Iterator<String> texts = sql.createQuery("SELECT text FROM todos UNION ALL SELECT 'last'")
                .mapTo(String.class)
                .iterator();
        assertThat(texts.next()).isNotEmpty();
    }

    @Test
    void isInOrderAfterAnyPreviousReader() {
        for (HandleConsumer<SQLException> disorder : disorders()) {
            for (int each = 0; each < READERS; each++) {
                List<Throwable> thrown = new ArrayList<>();
                try {
                    client.read(sql -> {
                        count(sql);
                        disorder.useHandle(sql);
                        return 0;
                    });
                } catch (SQLException | AssertionError e) {
                    thrown.add(e);
                }
                assertThat(thrown).allSatisfy(e -> assertThat(e).hasMessage("on purpose"));
                create();
                int expected = keys.get();
                assertThat(count(client)).isEqualTo(expected);
            }
        }
    }

    @Test
    void limitsMakeSense() {
        ClientBuilder builder = Todos.alice(directory.resolve("other.db"));

        assertThatThrownBy(() -> builder.readers(0, SOON).open()).hasMessageContaining("not for 0");
        assertThatThrownBy(() -> builder.readers(1, Duration.ofSeconds(-1)).open())
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> builder.readers(1, SOON).readerLimit(SOON, 1).open())
                .hasMessageContaining("8388608");
    }
}

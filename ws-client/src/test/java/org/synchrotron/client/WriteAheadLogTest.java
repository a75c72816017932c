package org.synchrotron.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.synchrotron.client.Tasks.SOON;
import static org.synchrotron.client.Tasks.await;
import static org.synchrotron.client.Tasks.count;
import static org.synchrotron.client.Tasks.on;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.todos.CreateTodo;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.db.sqlite.SqliteConnections;

@DisplayName("The write-ahead log")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class WriteAheadLogTest {

    private static final long LIMIT = 8L << 20;

    /** The limit, and what is written while readers are found and ended. Without that it is 195 MB after so many actions. */
    private static final long BOUND = 100_000_000;

    private static final int MANY = 3_000;

    @TempDir
    Path directory;

    private final AtomicBoolean done = new AtomicBoolean();
    private int keys;

    private SynchrotronClient client(Duration age, long limit) {
        return Todos.alice(directory.resolve("todos.db"))
                .readerLimit(age, limit)
                .open();
    }

    private long bytes() {
        try {
            return Files.size(directory.resolve("todos.db-wal"));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each writes some 65 KB. */
    private void execute(SynchrotronClient client) {
        client.execute(new CreateTodo.Args("u:alice", "k" + keys++, "x".repeat(400)));
    }

    /** {@return how long the log was at most} */
    private long executeMany(SynchrotronClient client, int times) {
        long longest = 0;
        for (int i = 0; i < times; i++) {
            execute(client);
            longest = Math.max(longest, bytes());
        }
        return longest;
    }

    /** Executes until the log is short again, as it must be once nobody reads. */
    private void executeUntilItIsShort(SynchrotronClient client) {
        long begin = System.nanoTime();
        while (bytes() > LIMIT && System.nanoTime() - begin < SOON.toNanos()) {
            execute(client);
        }
        assertThat(bytes()).isLessThanOrEqualTo(LIMIT);
    }

    /** {@return how often a reader was ended} It reads again and again. */
    private CompletableFuture<Integer> reader(
            SynchrotronClient client, HandleCallback<Integer, RuntimeException> reading) {
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Integer> ended = on(() -> {
            int endings = 0;
            while (!done.get()) {
                try {
                    client.<Integer, RuntimeException>read(sql -> {
                        count(sql);
                        began.countDown();
                        return reading.withHandle(sql);
                    });
                } catch (ReadEnded e) {
                    endings++;
                } catch (ClientClosed e) {
                    return endings;
                }
            }
            return endings;
        });
        await(began);
        return ended;
    }

    private static int readShortly(Handle sql) {
        rest();
        return count(sql);
    }

    /** Reads little, at long intervals. */
    private int readNowAndThen(Handle sql) {
        while (!done.get()) {
            count(sql);
            rest();
        }
        return 0;
    }

    /** Takes row after row, at long intervals. */
    private int readRowByRow(Handle sql) {
        Iterator<Integer> rows = sql.createQuery("WITH RECURSIVE n (i) AS (SELECT count(*) FROM todos UNION ALL"
                        + " SELECT i + 1 FROM n) SELECT i FROM n")
                .mapTo(Integer.class)
                .iterator();
        while (!done.get() && rows.next() > 0) {
            rest();
        }
        return 0;
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> endings(List<CompletableFuture<Integer>> readers) {
        return readers.stream()
                .map(reader ->
                        reader.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    private void print(String beside, long longest, Object rest) {
        System.out.printf(
                "write-ahead log, %d actions beside %s: %.1f MB at most, %.1f MB after; %s%n",
                keys, beside, longest / 1e6, bytes() / 1e6, rest);
    }

    @Test
    @SuppressWarnings("try") // The figures are those after the closing.
    void staysShortBesideLongReaders() {
        try (SynchrotronClient client = client(Duration.ofMillis(200), LIMIT)) {
            executeMany(client, 10);
            List<CompletableFuture<Integer>> readers = List.of(
                    reader(client, Tasks::readWithoutEnd),
                    reader(client, this::readNowAndThen),
                    reader(client, this::readRowByRow));

            long longest = executeMany(client, MANY);
            done.set(true);
            executeUntilItIsShort(client);

            assertThat(count(client)).isEqualTo(keys);
            client.close();
            print("long readers", longest, "ended " + endings(readers) + " times");
            assertThat(longest).isLessThan(BOUND);
            assertThat(readers)
                    .allSatisfy(reader -> assertThat(reader)
                            .succeedsWithin(SOON)
                            .satisfies(ended -> assertThat(ended).isPositive()));
        }
    }

    @Test
    void staysShortBesideShortReadersOfWhichThereIsAlwaysOne() {
        try (SynchrotronClient client = client(SOON, LIMIT)) {
            List<CompletableFuture<Integer>> readers = IntStream.range(0, 4)
                    .mapToObj(i -> reader(client, WriteAheadLogTest::readShortly))
                    .toList();

            long longest = executeMany(client, MANY);
            done.set(true);
            executeUntilItIsShort(client);

            print("short readers", longest, "ended " + endings(readers) + " times");
            assertThat(longest).isLessThan(BOUND);
            assertThat(readers)
                    .allSatisfy(
                            reader -> assertThat(reader).succeedsWithin(SOON).isEqualTo(0));
        }
    }

    @Test
    void isShortAgainAfterALongReaderThatLeft() {
        try (SynchrotronClient client = client(SOON, 64L << 20)) {
            CompletableFuture<Integer> reader = reader(client, this::readNowAndThen);

            long longest = executeMany(client, 500);
            assertThat(longest).as("it was not ended").isGreaterThan(2 * LIMIT);
            done.set(true);
            assertThat(reader).succeedsWithin(SOON).isEqualTo(0);
            executeUntilItIsShort(client);

            print("a reader that left", longest, "");
        }
    }

    @Test
    void growsBesideAnotherProgramThatReadsAndIsShortAgainAfterThat() throws Exception {
        try (SynchrotronClient client = client(SOON, LIMIT)) {
            execute(client);
            try (Connection other = SqliteConnections.open(directory.resolve("todos.db"));
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.executeQuery("SELECT count(*) FROM todos").close();
                long longest = executeMany(client, 500);
                print("another program's reader", longest, "");
                assertThat(longest).isGreaterThan(2 * LIMIT);
            }
            executeUntilItIsShort(client);
        }
    }
}

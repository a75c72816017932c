package org.synchrotron.demo.run.drive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.demo.history.RecordCommit;
import org.synchrotron.demo.run.input.Commit;
import org.synchrotron.demo.run.schedule.OfflinePeriod;

/** One author with a client of its own. The client's clock shows the simulated time. */
final class Author implements AutoCloseable {

    /** The verdict also compares what each client's log holds. */
    private static final Duration ALL_OF_IT = Duration.ofDays(36_500);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final Set<SyncProblem.Kind> PERMANENT = EnumSet.of(
            SyncProblem.Kind.TOKEN_REFUSED,
            SyncProblem.Kind.TOKEN_UNAVAILABLE,
            SyncProblem.Kind.UPLOAD_REFUSED,
            SyncProblem.Kind.OTHER_USER,
            SyncProblem.Kind.OTHER_SERVER,
            SyncProblem.Kind.PROTOCOL,
            SyncProblem.Kind.DATABASE);

    private final String name;
    private final LongSupplier nanoTime;
    private final AtomicLong clock = new AtomicLong();
    private final Meter meter = new Meter();
    private final SynchrotronClient client;
    private long executed;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

    Author(String name, Path file, URI server, String token, LongSupplier nanoTime) {
        this.name = name;
        this.nanoTime = nanoTime;
        this.client = SynchrotronClient.builder()
                .keepHistory(ALL_OF_IT)
                .database(file)
                .user(name)
                .clientId(name)
                .server(server)
                .token(() -> token)
                .schema(LocalTables.DDL)
                .track("files")
                .track("author_tallies")
                .action(new RecordCommit())
                .wallClock(clock::get)
                .listener(meter)
                .open();
    }

    String name() {
        return name;
    }

    /** Goes offline, without waiting for deliveries of accepted records. */
    void goOffline() {
        client.disconnect();
    }

    /** Goes offline and does the period's work on another thread, because offline work depends on no other author. */
    void workOffline(OfflinePeriod period, Executor executor) {
        goOffline();
        work = CompletableFuture.runAsync(() -> execute(period), executor);
    }

    /** Executes each commit at the time when it was made. */
    private void execute(OfflinePeriod period) {
        for (Commit commit : period.commits()) {
            clock.set(commit.authoredAt());
            client.execute(RecordCommit.Args.of(commit.number(), commit.files()));
            executed++;
        }
    }

    /** Goes online after the work is done. */
    void goOnline() {
        work.join();
        client.connect();
    }

    /** Waits until the server has accepted everything. */
    void awaitAccepted() throws InterruptedException {
        await(() ->
                meter.awaitUploaded(executed, POLL_INTERVAL) || client.status().pending() == 0);
    }

    /** Waits until the server has accepted everything, and this client has received everything. */
    void awaitSynced() throws InterruptedException {
        await(() -> client.awaitSynced(POLL_INTERVAL));
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private void await(Condition condition) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + TIMEOUT.toNanos();
        while (!condition.holds()) {
            SyncProblem problem = client.status().problem();
            if (nanoTime.getAsLong() > deadline || (problem != null && PERMANENT.contains(problem.kind()))) {
                throw new IllegalStateException(
                        "The client of " + name + " does not catch up with the server: " + reason(problem));
            }
        }
    }

    /** {@return the server's head that this client was last told} */
    long head() {
        return client.status().head();
    }

    /** Goes online. Connects again if this client lacks records up to this head. */
    void goOnline(long head) {
        if (client.status().cursor() < head) {
            goOffline();
        }
        goOnline();
    }

    Traffic traffic() {
        return meter.traffic();
    }

    @Override
    public void close() {
        client.close();
    }

    private String reason(@Nullable SyncProblem problem) {
        return problem == null ? client.status().toString() : problem.kind() + ", " + problem.message();
    }

    /** Counts transferred bytes and uploaded records. */
    private static final class Meter implements SyncListener {

        private final LongAdder up = new LongAdder();
        private final LongAdder down = new LongAdder();
        /** One permit for each uploaded record that {@link #awaited} does not count yet. */
        private final Semaphore uploaded = new Semaphore(0);

        private long awaited;

        @Override
        public void uploaded(int records) {
            uploaded.release(records);
        }

        /** {@return whether this many records were uploaded in total} Waits for them, but no longer than {@code atMost}. */
        boolean awaitUploaded(long records, Duration atMost) throws InterruptedException {
            int missing = Math.toIntExact(records - awaited);
            boolean arrived = uploaded.tryAcquire(missing, atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (arrived) {
                awaited = records;
            }
            return arrived;
        }

        @Override
        public void transferred(long bytesUp, long bytesDown) {
            up.add(bytesUp);
            down.add(bytesDown);
        }

        Traffic traffic() {
            return new Traffic(up.sum(), down.sum());
        }
    }
}

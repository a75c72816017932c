package org.synchrotron.demo.run.drive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SynchrotronClient;
import org.synchrotron.demo.history.RecordCommit;
import org.synchrotron.demo.run.input.Commit;
import org.synchrotron.demo.run.schedule.Spell;

/** One author at a device of its own, with a clock that shows the simulated time. */
final class Author implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Set<SyncProblem.Kind> HOPELESS = EnumSet.of(
            SyncProblem.Kind.TOKEN_REFUSED,
            SyncProblem.Kind.TOKEN_UNAVAILABLE,
            SyncProblem.Kind.UPLOAD_REFUSED,
            SyncProblem.Kind.OTHER_USER,
            SyncProblem.Kind.OTHER_SERVER,
            SyncProblem.Kind.PROTOCOL,
            SyncProblem.Kind.DATABASE);

    private final String name;
    private final AtomicLong clock = new AtomicLong();
    private final Meter meter = new Meter();
    private final SynchrotronClient client;
    private long executed;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);

    Author(String name, Path file, URI server, String token) {
        this.name = name;
        this.client = SynchrotronClient.builder()
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

    /** Goes offline, whether what the server accepted is back here already or not. */
    void goOffline() {
        client.disconnect();
    }

    /** Goes offline and works there, on another thread: whoever is offline depends on nobody. */
    void workOffline(Spell spell, Executor desk) {
        goOffline();
        work = CompletableFuture.runAsync(() -> execute(spell), desk);
    }

    /** Executes each commit at the time at which it was made. */
    private void execute(Spell spell) {
        for (Commit commit : spell.commits()) {
            clock.set(commit.authoredAt());
            client.execute(RecordCommit.Args.of(commit.number(), commit.files()));
            executed++;
        }
    }

    /** Goes online once the work is done. */
    void goOnline() {
        work.join();
        client.connect();
    }

    /** Waits until the server has accepted everything. */
    void awaitAccepted() throws InterruptedException {
        await(() -> meter.awaitUploaded(executed, GLANCE) || client.status().pending() == 0);
    }

    /** Waits until the server has accepted everything, and everything that it had is here. */
    void awaitSynced() throws InterruptedException {
        await(() -> client.awaitSynced(GLANCE));
    }

    private interface Look {
        boolean isDone() throws InterruptedException;
    }

    private void await(Look look) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!look.isDone()) {
            SyncProblem problem = client.status().problem();
            if (System.nanoTime() > deadline || (problem != null && HOPELESS.contains(problem.kind()))) {
                throw new IllegalStateException(
                        "The client of " + name + " does not get in step with the server: " + reason(problem));
            }
        }
    }

    /** {@return the server's head as this client last heard of it} */
    long head() {
        return client.status().head();
    }

    /** Goes online, anew if something up to this head is missing here. */
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

    /** Counts what goes over the socket, and what has arrived. */
    private static final class Meter implements SyncListener {

        private final LongAdder up = new LongAdder();
        private final LongAdder down = new LongAdder();
        private long uploaded;

        @Override
        public synchronized void uploaded(int records) {
            uploaded += records;
            notifyAll();
        }

        /** Waits once, at most that long; {@return whether so many records have been uploaded} */
        synchronized boolean awaitUploaded(long records, Duration atMost) throws InterruptedException {
            if (uploaded < records) {
                wait(atMost.toMillis());
            }
            return uploaded >= records;
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

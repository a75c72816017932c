package org.synchrotron.client.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Completes one client's confirmations, and runs the program's dependent stages, one after another. If one blocks, another thread
 * continues with the rest, up to a bound; other clients have their own threads. The client never waits for these threads. Thread-safe.
 */
final class ConfirmationThreads implements Executor {

    private static final int THREADS_OF_A_CLIENT = 64;
    private static final int MOMENT_MS = 50;
    private static final Executor THREADS = new DaemonThreads("synchrotron-confirmation-");

    private static final Executor IN_A_MOMENT =
            CompletableFuture.delayedExecutor(MOMENT_MS, TimeUnit.MILLISECONDS, THREADS);

    private final ListenerFailures failures = new ListenerFailures();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean watched;
    private long taken;

    @Override
    public synchronized void execute(Runnable work) {
        waiting.add(work);
        if (running == 0) {
            start();
        } else {
            watch();
        }
    }

    private void start() {
        running++;
        THREADS.execute(this::work);
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable thrown) {
                failures.report("what depends on a confirmation", thrown);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            running--;
        }
        taken++;
        return next;
    }

    private void watch() {
        if (!watched) {
            watched = true;
            long before = taken;
            IN_A_MOMENT.execute(() -> look(before));
        }
    }

    /** Starts another thread if tasks wait and none has begun for a moment. */
    private synchronized void look(long before) {
        watched = false;
        if (waiting.isEmpty()) {
            return;
        }
        if (taken == before && running < THREADS_OF_A_CLIENT) {
            start();
        }
        watch();
    }
}

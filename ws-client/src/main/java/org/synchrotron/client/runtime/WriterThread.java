package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.ClientClosed;
import org.synchrotron.client.engine.Loop;

/**
 * The only thread that writes a client's file. Callers queue their work and wait for it; sockets and timers queue theirs and continue.
 * The queue is bounded: when it is full, callers wait, which slows down the sender. Thread-safe.
 */
final class WriterThread implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);
    private static final int CAPACITY = 1024;
    private static final int OWN_CAPACITY = 64;

    /** More callers than will ever wait. */
    private static final int EVERYBODY = 1 << 24;

    private final ScheduledThreadPoolExecutor executor;
    private final Runnable afterEach;
    private final Semaphore room = new Semaphore(CAPACITY);
    private final Semaphore ownRoom = new Semaphore(OWN_CAPACITY);
    private volatile @Nullable Thread thread;
    private boolean ending;
    private volatile boolean over;

    /** @param afterEach runs on the thread after each task except the last one */
    WriterThread(String name, Runnable afterEach) {
        this.afterEach = afterEach;
        executor = new ScheduledThreadPoolExecutor(1, work -> started(new Thread(work, name)));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread started(Thread fresh) {
        fresh.setDaemon(true);
        thread = fresh;
        return fresh;
    }

    /** {@return whether the calling thread is this one} */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs the work on the thread and waits for it. Throws what the work throws.
     *
     * @throws IllegalStateException if this is the thread itself, which would wait for itself
     * @throws ClientClosed if the client is closed
     */
    <T> T call(Callable<T> work) {
        if (isCurrent()) {
            throw new IllegalStateException(
                    "an action or listener cannot wait for its own client, on whose thread it is;"
                            + " let another thread call it");
        }
        FutureTask<T> task = new FutureTask<>(work);
        if (!post(task)) {
            throw new ClientClosed("the client is closed");
        }
        return result(task);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the thread itself queues too much at once
     */
    @Override
    public boolean post(Runnable work) {
        Semaphore permits = isCurrent() ? ownRoom : room;
        if (permits == room) {
            room.acquireUninterruptibly();
        } else if (!ownRoom.tryAcquire()) {
            throw new IllegalStateException("a listener asks too much of its client: " + OWN_CAPACITY + " calls wait");
        }
        boolean taken = submit(() -> {
            permits.release();
            guarded(work);
        });
        if (!taken) {
            permits.release();
        }
        return taken;
    }

    private synchronized boolean submit(Runnable work) {
        if (!ending) {
            executor.execute(work);
        }
        return !ending;
    }

    @Override
    public void after(Duration wait, Runnable work) {
        try {
            var unused = executor.schedule(() -> guarded(work), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("work after {} is dropped: the client is closed", wait);
        }
    }

    private static <T> T result(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // The work has begun and will be stored: its result must not get lost.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }

    private void guarded(Runnable work) {
        if (over) {
            return;
        }
        try {
            work.run();
            if (!over) {
                afterEach.run();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the client's thread failed", e);
        }
    }

    /**
     * Refuses further work, drops timers, and returns at once. The thread finishes the queued work, runs {@code last}, and ends. A
     * second call does nothing.
     */
    synchronized void end(Runnable last) {
        if (ending) {
            return;
        }
        ending = true;
        executor.execute(() -> guarded(() -> {
            over = true;
            last.run();
        }));
        executor.shutdown();
        room.release(EVERYBODY);
    }

    /** {@return whether the thread has ended} Waits for that. Must be called after {@link #end}, on another thread. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return executor.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}

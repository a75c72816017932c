package org.synchrotron.client.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
 * The one thread that touches a client's file. Callers hand their work over and wait; sockets and timers hand over and go on.
 * What waits is bounded: whoever finds the queue full waits, which slows the sender down.
 */
final class WriterThread implements Loop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);
    private static final int CAPACITY = 1024;

    private final ScheduledThreadPoolExecutor executor;
    private final Semaphore room = new Semaphore(CAPACITY);
    private volatile @Nullable Thread thread;

    WriterThread(String name) {
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
     * Does the work there and waits for it; what it throws, it throws.
     *
     * @throws IllegalStateException if called by the thread itself, which would wait for itself
     * @throws ClientClosed if the client is closed
     */
    <T> T call(Callable<T> work) {
        if (isCurrent()) {
            throw new IllegalStateException(
                    "an action or listener cannot wait for its own client, on whose thread it is;"
                            + " let another thread call it");
        }
        return result(submitted(work));
    }

    @Override
    public boolean post(Runnable work) {
        // The thread itself would wait for itself.
        int places = isCurrent() ? 0 : 1;
        room.acquireUninterruptibly(places);
        try {
            executor.execute(() -> {
                room.release(places);
                guarded(work);
            });
            return true;
        } catch (RejectedExecutionException e) {
            room.release(places);
            return false;
        }
    }

    @Override
    public void after(Duration wait, Runnable work) {
        try {
            var unused = executor.schedule(() -> guarded(work), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("work after {} is dropped: the client is closed", wait);
        }
    }

    private <T> Future<T> submitted(Callable<T> work) {
        room.acquireUninterruptibly();
        try {
            return executor.submit(() -> {
                room.release();
                return work.call();
            });
        } catch (RejectedExecutionException e) {
            room.release();
            throw new ClientClosed("the client is closed");
        }
    }

    private static <T> T result(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // The work is under way and will be stored: its result must not get lost.
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

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the client's thread failed", e);
        }
    }

    /** Finishes what was handed over, but no timers, and ends the thread. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.synchrotron.server.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.synchrotron.server.runtime.ServerThreads;

/** Real threads, as many as are needed. Pauses are short, whatever is asked for. Thread-safe. */
public final class RealThreads implements ServerThreads, AutoCloseable {

    /** The threads that were lost, and those that returned. */
    public final List<Thread> lost = new CopyOnWriteArrayList<>();

    public final List<Thread> returned = new CopyOnWriteArrayList<>();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @Override
    public Executor workers() {
        return pool;
    }

    @Override
    public Executor uploads() {
        return pool;
    }

    @Override
    public Executor senders() {
        return pool;
    }

    @Override
    public void after(Duration pause, Runnable work) {
        var unused = timer.schedule(work, 10, TimeUnit.MILLISECONDS);
    }

    @Override
    public void lost(Thread thread) {
        lost.add(thread);
    }

    @Override
    public void returned(Thread thread) {
        returned.add(thread);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }
}

package org.synchrotron.server.runtime;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/**
 * The threads of the server: made by the container, pooled here, because the container's own pools have other bounds in every
 * installation, down to one thread.
 *
 * <ul>
 *   <li>workers answer: hello, uploads, reading deliveries. They wait for the database only.
 *   <li>senders write to the network. One is taken up for as long as its reader is slow, so they are apart.
 * </ul>
 *
 * <p>The queues hold a few tasks for each session at most.
 */
@ApplicationScoped
@NullUnmarked
public class ServerThreads {

    private static final int WORKERS = 40;
    private static final int SENDERS = 200;

    @Resource
    private ManagedThreadFactory threads;

    private ThreadPoolExecutor workers;
    private ThreadPoolExecutor senders;
    private ScheduledExecutorService timer;

    @PostConstruct
    void open() {
        workers = pool(WORKERS);
        senders = pool(SENDERS);
        timer = Executors.newSingleThreadScheduledExecutor(threads);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        senders.shutdownNow();
    }

    /** {@return the threads that answer} */
    public Executor workers() {
        return workers;
    }

    /** {@return the threads that write to the network} */
    public Executor senders() {
        return senders;
    }

    /** {@return a thread that never ends by itself, not started} */
    public Thread thread(String name, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(name);
        return thread;
    }

    /** Does the work on a worker, after a pause. */
    public void later(Runnable work, long pauseMs) {
        timer.schedule(() -> workers.execute(work), pauseMs, TimeUnit.MILLISECONDS);
    }

    private ThreadPoolExecutor pool(int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}

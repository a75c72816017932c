package org.synchrotron.server.runtime;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/**
 * The threads of the server. The container makes them, and they are pooled here, because the bounds of the container's own pools
 * depend on the installation and may be one thread. The queues have no bound of their own; they hold a few tasks for each session
 * at most. Thread-safe.
 */
@ApplicationScoped
@NullUnmarked
public class ManagedThreads implements ServerThreads {

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

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Executor senders() {
        return senders;
    }

    @Override
    public void later(Runnable work, Duration pause) {
        var unused = timer.schedule(() -> workers.execute(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@return the factory of the container's threads, for work that runs as long as the application} */
    public ThreadFactory factory() {
        return threads;
    }

    private ThreadPoolExecutor pool(int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}

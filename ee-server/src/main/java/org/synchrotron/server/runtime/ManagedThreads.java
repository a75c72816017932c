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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;

/**
 * The threads of the server. The container makes them, and they are pooled here, because the bounds of the container's own pools
 * depend on the installation and may be one thread. The queues have no bound of their own; they hold a few tasks for each session
 * at most. Thread-safe.
 */
@ApplicationScoped
@NullUnmarked
public class ManagedThreads implements ServerThreads {

    private static final System.Logger LOG = System.getLogger(ManagedThreads.class.getName());

    private static final String PREFIX = "synchrotron-";

    private static final int WORKERS = 40;

    /** One upload works while the next one waits for the log's lock; more would only occupy connections of the pool. */
    private static final int UPLOADS = 2;

    /** How many threads that accept uploads may be replaced, because an action on them does not end. */
    private static final int REPLACED = 8;

    private static final String UPLOAD = "upload";

    private static final int SENDERS = 200;

    @Resource
    private ManagedThreadFactory threads;

    private ThreadPoolExecutor workers;
    private ThreadPoolExecutor uploads;
    private ThreadPoolExecutor senders;
    private ScheduledExecutorService timer;
    private int lost;

    @PostConstruct
    void open() {
        workers = pool("worker", WORKERS);
        uploads = pool(UPLOAD, UPLOADS);
        senders = pool("sender", SENDERS);
        timer = Executors.newSingleThreadScheduledExecutor(named("timer"));
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        uploads.shutdownNow();
        senders.shutdownNow();
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Executor uploads() {
        return uploads;
    }

    @Override
    public Executor senders() {
        return senders;
    }

    @Override
    public void after(Duration pause, Runnable work) {
        var unused = timer.schedule(() -> checked(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void lost(Thread thread) {
        change(thread, 1);
    }

    @Override
    public void returned(Thread thread) {
        change(thread, -1);
    }

    private synchronized void change(Thread thread, int more) {
        if (!thread.getName().startsWith(PREFIX + UPLOAD)) {
            return;
        }
        lost += more;
        int size = UPLOADS + Math.min(lost, REPLACED);
        if (size > uploads.getMaximumPoolSize()) {
            uploads.setMaximumPoolSize(size);
            uploads.setCorePoolSize(size);
        } else {
            uploads.setCorePoolSize(size);
            uploads.setMaximumPoolSize(size);
        }
    }

    private static void checked(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "work on the timer failed", e);
        }
    }

    /** {@return the factory of the container's threads, for work that runs as long as the application} */
    public ThreadFactory factory() {
        return threads;
    }

    private ThreadPoolExecutor pool(String kind, int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(kind));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory named(String kind) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = threads.newThread(work);
            thread.setName(PREFIX + kind + "-" + number.incrementAndGet());
            return thread;
        };
    }
}

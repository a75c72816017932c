package org.synchrotron.client.link.websocket;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which all links of a program send, and pass events to their receivers: a few daemons, which end when idle. While a task
 * blocks, a substitute thread takes its place, so a blocked link takes no thread from the others. Each link has at most two tasks here.
 * Thread-safe.
 */
final class NetworkThreads implements Executor {

    private static final int FEW = 16;
    private static final int IDLE_SECONDS = 10;
    private static final Duration SOON = Duration.ofMillis(250);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final NetworkThreads SHARED = new NetworkThreads();

    @SuppressWarnings("ErroneousThreadPoolConstructorChecker") // The core size itself grows, by substitutes.
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            FEW, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "synchrotron-network-" + COUNT.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });

    private int substitutes;

    private NetworkThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    static NetworkThreads shared() {
        return SHARED;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(() -> run(task));
    }

    private void run(Runnable task) {
        AtomicBoolean present = new AtomicBoolean(true);
        Future<?> late = LinkTimer.after(SOON, () -> {
            if (present.compareAndSet(true, false)) {
                substitute(1);
            }
        });
        try {
            task.run();
        } finally {
            late.cancel(false);
            if (!present.compareAndSet(true, false)) {
                substitute(-1);
            }
        }
    }

    private synchronized void substitute(int more) {
        substitutes += more;
        pool.setCorePoolSize(FEW + substitutes);
    }
}

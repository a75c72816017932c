package org.synchrotron.client.link.websocket;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs one task after another on a daemon thread of its own, which exists only while there are tasks. A task that hangs blocks only this
 * object's tasks. Thread-safe.
 */
final class OnDemandThread implements Executor {

    /** The shortest time that the executor accepts. */
    private static final int LINGER_MS = 1;

    private final ThreadPoolExecutor executor;

    OnDemandThread(String name) {
        executor = new ThreadPoolExecutor(1, 1, LINGER_MS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Forgets a task that has not begun. */
    void remove(Runnable task) {
        executor.remove(task);
    }
}

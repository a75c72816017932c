package org.synchrotron.client.link.websocket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one task of a link after another, on a thread that it uses only while there are tasks. It is unbounded: the inbox and the outbox
 * limit what they add. Thread-safe.
 */
final class TaskQueue implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

    private final Executor threads;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    TaskQueue(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::runAll);
    }

    private void runAll() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a task of a link failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = tasks.poll();
        running = next != null;
        return next;
    }
}

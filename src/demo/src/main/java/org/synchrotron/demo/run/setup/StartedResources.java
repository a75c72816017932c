package org.synchrotron.demo.run.setup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Owns everything that a run has started, and closes it in reverse order: at the end, after a failure, and when the process is
 * terminated. A second {@link #close} does nothing, but waits for the first. Thread-safe.
 */
public final class StartedResources implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::closeAll, "stop everything");
    private volatile boolean closed;

    /** {@return an empty set of resources, which also closes when the process ends} */
    public static StartedResources closedAtExit() {
        StartedResources resources = new StartedResources();
        Runtime.getRuntime().addShutdownHook(resources.atExit);
        return resources;
    }

    /**
     * Starts a resource and owns it from then on. A concurrent {@link #close} waits until it is started, so that nothing stays
     * half started.
     *
     * @throws IllegalStateException if the resources are closed or being closed; then it starts nothing
     */
    public synchronized <T extends AutoCloseable> T start(Supplier<T> starting) {
        if (closed) {
            throw new IllegalStateException("the run is being stopped");
        }
        T resource = starting.get();
        started.push(resource);
        return resource;
    }

    /** Closes all resources now. */
    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending: the shutdown hook waits for the lock, or has run.
            return;
        }
    }

    /** {@return whether the resources are closed or being closed} */
    public boolean isClosed() {
        return closed;
    }

    private synchronized void closeAll() {
        closed = true;
        while (!started.isEmpty()) {
            AutoCloseable next = started.pop();
            try {
                next.close();
            } catch (Exception e) {
                System.err.println("Could not stop " + next + ": " + e);
            }
        }
    }
}

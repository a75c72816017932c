package org.synchrotron.demo.run.surroundings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Everything that has been started, to be stopped in reverse: at the end, on failure, and when the process is told to end.
 * Closing twice does nothing the second time, but waits for the first.
 */
public final class Surroundings implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Thread atExit = new Thread(this::closeAll, "stop everything");
    private volatile boolean closed;

    /** Begins to watch for the end of the process. */
    public static Surroundings untilExit() {
        Surroundings surroundings = new Surroundings();
        Runtime.getRuntime().addShutdownHook(surroundings.atExit);
        return surroundings;
    }

    /**
     * Starts something and takes charge of it. Whoever wants to stop everything meanwhile waits for the start, so that nothing
     * is left that was half started.
     *
     * @throws IllegalStateException if everything is already being stopped; nothing is started then
     */
    public synchronized <T extends AutoCloseable> T start(Supplier<T> starting) {
        if (closed) {
            throw new IllegalStateException("the run is being stopped");
        }
        T resource = starting.get();
        started.push(resource);
        return resource;
    }

    /** Stops everything now. */
    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook waits for the lock or has done it.
            return;
        }
    }

    /** {@return whether everything is being stopped, or has been} */
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

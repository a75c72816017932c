package org.synchrotron.server.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The port through which the plain classes run work, because they have no threads and no timers of their own. The container
 * implements it with real threads, the simulator with virtual time. Thread-safe; no method waits for the work.
 */
public interface ServerThreads {

    /** {@return the threads that answer hello and uploads and read deliveries} Their work may block on the database only. */
    Executor workers();

    /**
     * {@return the threads that write to the network} They are separate, because a write blocks as long as its client is slow.
     */
    Executor senders();

    /** Runs the work on a worker thread, after a pause. */
    void later(Runnable work, Duration pause);
}

package org.synchrotron.server.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Where the server's work is done, as the plain classes see it: they have no threads and no clock of their own. The container gives
 * real threads; the simulator gives virtual time. Thread-safe; nothing here waits for the work.
 */
public interface ServerThreads {

    /** {@return the threads that answer: hello, uploads, reading deliveries} They wait for the database only. */
    Executor workers();

    /** {@return the threads that write to the network} One is taken up for as long as its reader is slow, so they are apart. */
    Executor senders();

    /** Does the work on a worker, after a pause. */
    void later(Runnable work, Duration pause);
}

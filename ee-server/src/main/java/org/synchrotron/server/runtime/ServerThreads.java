package org.synchrotron.server.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The port through which the plain classes run work, because they have no threads and no timers of their own. The container
 * implements it with real threads, the simulator with virtual time. Thread-safe; no method waits for the work, and no kind of threads
 * waits for another.
 */
public interface ServerThreads {

    /** {@return the threads that answer hello and read deliveries} Their work may block on the database only. */
    Executor workers();

    /** {@return the threads that accept uploads} They are few, because one upload at a time holds the log's lock. */
    Executor uploads();

    /**
     * {@return the threads that write to the network} They are separate, because a write blocks as long as its client is slow.
     */
    Executor senders();

    /** Runs the work after a pause, on the timer's thread: the work must be short, and must not block. */
    void after(Duration pause, Runnable work);

    /**
     * Work on this thread does not end. If the thread accepts uploads, another takes its place, so that other users' uploads go on; there
     * is a bound of such places.
     */
    default void lost(Thread thread) {}

    /** The work that did not end on this thread has ended. */
    default void returned(Thread thread) {}
}

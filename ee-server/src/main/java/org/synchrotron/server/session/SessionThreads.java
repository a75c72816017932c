package org.synchrotron.server.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.synchrotron.log.UserId;
import org.synchrotron.server.runtime.ServerThreads;

/** The threads of a node as its sessions use them: none of the three kinds waits for another, and no user takes all. Thread-safe. */
public final class SessionThreads {

    /** Of one user at a time. Reading and encoding deliveries costs processor time, which more threads would take from others. */
    private static final int WORKERS = 2;

    /** Of one user at a time: a quarter of the senders, which only wait for the network. */
    private static final int SENDERS = 50;

    /** One upload works while the next one waits for the log's lock. */
    private static final int UPLOADS = 2;

    private final ServerThreads threads;
    private final UserShares workers;
    private final UserShares uploads;
    private final UserShares senders;

    public SessionThreads(ServerThreads threads) {
        this.threads = threads;
        this.workers = new UserShares(threads.workers(), WORKERS);
        this.uploads = new UserShares(threads.uploads(), UPLOADS);
        this.senders = new UserShares(threads.senders(), SENDERS);
    }

    /** {@return the threads that greet this user and read its deliveries} */
    Executor workers(UserId user) {
        return workers.of(user);
    }

    /** {@return the threads that read deliveries for several users} They are the same, and who uses them bounds how many. */
    Executor readers() {
        return threads.workers();
    }

    /** {@return the threads that accept this user's uploads} */
    Executor uploads(UserId user) {
        return uploads.of(user);
    }

    /** {@return the threads that write to this user's connections} */
    Executor senders(UserId user) {
        return senders.of(user);
    }

    /** Runs the work on a thread of the given kind, after a pause. */
    void later(Runnable work, Duration pause, Executor kind) {
        threads.after(pause, () -> kind.execute(work));
    }

    /** Runs a check after a pause. It must not block. */
    void check(Runnable check, Duration pause) {
        threads.after(pause, check);
    }
}

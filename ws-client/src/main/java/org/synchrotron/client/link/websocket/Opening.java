package org.synchrotron.client.link.websocket;

import java.util.concurrent.FutureTask;

/**
 * The attempt to open a link, on the connecting thread of its client: that has one, so an attempt waits until the one before it has come
 * back. Looking up a host cannot be interrupted; all else comes back soon after {@link #stop}.
 */
final class Opening {

    private final OnDemandThread thread;
    private final FutureTask<?> task;

    Opening(OnDemandThread thread, Runnable dialing) {
        this.thread = thread;
        this.task = new FutureTask<>(dialing, null);
    }

    void begin() {
        thread.execute(task);
    }

    /** Does nothing if it is over. */
    void stop() {
        thread.remove(task);
        task.cancel(true);
    }
}

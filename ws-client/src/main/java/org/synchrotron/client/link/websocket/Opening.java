package org.synchrotron.client.link.websocket;

import java.util.concurrent.FutureTask;

/**
 * An attempt to open a link, on its client's connecting thread. There is one such thread for each client, so an attempt waits until the
 * previous one has returned. A host look-up cannot be interrupted; everything else returns soon after {@link #stop}.
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

    /** Does nothing if the attempt is over. */
    void stop() {
        thread.remove(task);
        task.cancel(true);
    }
}

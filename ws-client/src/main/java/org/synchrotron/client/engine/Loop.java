package org.synchrotron.client.engine;

import java.time.Duration;

/**
 * The client's loop: runs one piece of work after another, and so nothing that belongs to it needs a lock. Thread-safe.
 */
public interface Loop {

    /**
     * Runs the work after what was handed over before.
     *
     * @return whether it was taken; false once the loop has ended
     */
    boolean post(Runnable work);

    /** Runs the work after a while, unless the loop has ended by then. */
    void after(Duration wait, Runnable work);
}

package org.synchrotron.client.engine;

import java.time.Duration;

/**
 * The client's loop: runs one task after another, so that what is confined to it needs no lock. Thread-safe.
 */
public interface Loop {

    /**
     * Runs the work after all work that was posted before.
     *
     * @return whether it was accepted; false once the loop has ended
     */
    boolean post(Runnable work);

    /** Runs the work after a while, unless the loop has ended by then. */
    void after(Duration wait, Runnable work);
}

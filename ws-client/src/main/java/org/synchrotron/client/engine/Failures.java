package org.synchrotron.client.engine;

import org.synchrotron.client.engine.ConnectionEvent.Lost;

/**
 * How often the connection was lost in a row. Only an acknowledged exchange resets the count: a welcome does not, since the next step
 * may fail every time.
 *
 * @param count losses in a row
 * @param unanswered whether the last loss left an upload without an answer. Then deliveries do not reset the count until an upload is
 *     answered, because the upload may be the cause of the losses
 * @param mended whether the client has removed the cause of the last loss
 */
record Failures(int count, boolean unanswered, boolean mended) {

    static final Failures NONE = new Failures(0, false, false);

    Failures after(Lost lost) {
        return new Failures(
                count == Integer.MAX_VALUE ? count : count + 1, unanswered || lost.unanswered(), lost.mended());
    }

    Failures afterDelivery() {
        return unanswered ? this : NONE;
    }

    /** Connections that last long need no growing waits between them. */
    Failures afterLasting() {
        return new Failures(0, unanswered, false);
    }
}

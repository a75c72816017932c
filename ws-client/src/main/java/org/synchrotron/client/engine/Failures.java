package org.synchrotron.client.engine;

/**
 * How often the connection was lost in a row. Only what the server has acknowledged ends the row: a greeting does not, since what
 * follows it may fail every time.
 *
 * @param count losses in a row
 * @param unanswered whether the last loss left an upload without an answer; until an upload is answered, deliveries do not end the
 *     row then, because the upload may be what ends each connection
 */
record Failures(int count, boolean unanswered) {

    static final Failures NONE = new Failures(0, false);

    Failures afterLoss(boolean withUnanswered) {
        return new Failures(count == Integer.MAX_VALUE ? count : count + 1, unanswered || withUnanswered);
    }

    Failures afterDelivery() {
        return unanswered ? this : NONE;
    }

    /** Attempts that last long are rare, however short the waits between them are. */
    Failures afterLasting() {
        return new Failures(0, unanswered);
    }
}

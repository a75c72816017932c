package org.synchrotron.client.engine;

import org.synchrotron.client.SyncProblem;

/**
 * What may change a {@link ConnectionState}. What comes from outside carries the number of the attempt to which it belongs, and
 * is ignored once that attempt is over.
 */
sealed interface ConnectionEvent {

    /** The application wants a connection. */
    record Connect() implements ConnectionEvent {}

    /** The application wants none, or trying again would not help. */
    record Disconnect() implements ConnectionEvent {}

    /** An event of one attempt. */
    sealed interface OfAttempt extends ConnectionEvent {
        int attempt();
    }

    /** There is a token. */
    record TokenGiven(int attempt, String token) implements OfAttempt {}

    /** The link stands. */
    record LinkOpened(int attempt) implements OfAttempt {}

    /** The server has greeted. */
    record Welcomed(int attempt) implements OfAttempt {}

    /** A delivery that brought the client further was stored. */
    record Delivered(int attempt) implements OfAttempt {}

    /** The server has decided about an upload. */
    record UploadAnswered(int attempt) implements OfAttempt {}

    /** The link has stood for {@link Backoff#LASTING}. */
    record Lasted(int attempt) implements OfAttempt {}

    /**
     * The attempt failed, or the connection ended.
     *
     * @param unanswered whether an upload was under way, so that it may be what ends the connections
     */
    record Lost(int attempt, SyncProblem.Kind why, boolean unanswered) implements OfAttempt {}

    /** The wait between two attempts is over. */
    record WaitOver(int attempt) implements OfAttempt {}
}

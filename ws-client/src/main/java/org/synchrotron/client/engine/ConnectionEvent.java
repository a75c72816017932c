package org.synchrotron.client.engine;

import org.synchrotron.client.SyncProblem;

/**
 * An event that may change a {@link ConnectionState}. Events from outside carry the number of their attempt, and are ignored once that
 * attempt is over. Immutable.
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

    /** The token source gave a token. */
    record TokenGiven(int attempt, String token) implements OfAttempt {}

    /** The link is open. */
    record LinkOpened(int attempt) implements OfAttempt {}

    /** The server has answered hello with a welcome. */
    record Welcomed(int attempt) implements OfAttempt {}

    /** A delivery was stored that moved the cursor. */
    record Delivered(int attempt) implements OfAttempt {}

    /** The server has decided about an upload. */
    record UploadAnswered(int attempt) implements OfAttempt {}

    /** The link has been open for {@link Backoff#LASTING}. */
    record Lasted(int attempt) implements OfAttempt {}

    /**
     * The attempt failed, or the connection ended.
     *
     * @param unanswered whether an upload was under way; the upload may be the cause of the losses
     * @param mended whether the client ended it, and has removed the cause
     */
    record Lost(int attempt, SyncProblem.Kind why, boolean unanswered, boolean mended) implements OfAttempt {}

    /** The wait between two attempts is over. */
    record WaitOver(int attempt) implements OfAttempt {}
}

package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/**
 * How far the client is.
 *
 * @param cursor the ingest id up to which it holds the log
 * @param head the server's latest ingest id, as last heard; 0 before the first contact
 * @param pending how many records the server has not accepted yet; without those that are quarantined
 * @param quarantined how many records are quarantined because the server does not take them
 * @param problem what went wrong last, null if nothing did since the last successful exchange
 */
public record SyncStatus(
        Connection connection,
        long cursor,
        long head,
        int pending,
        int quarantined,
        @Nullable SyncProblem problem) {

    /** Whether there is a connection. */
    public enum Connection {
        /** None is wanted. */
        OFFLINE,
        /** One is wanted and being tried for. */
        CONNECTING,
        /** The server has greeted. */
        ONLINE
    }

    /** {@return whether nothing is left to exchange, as far as the client knows; what is quarantined does not count} */
    public boolean isSynced() {
        return connection == Connection.ONLINE && pending == 0 && cursor >= head;
    }
}

package org.synchrotron.client;

import org.jspecify.annotations.Nullable;

/**
 * The state of a client's synchronization. Immutable.
 *
 * @param cursor the ingest id up to which it holds the log
 * @param head the server's latest ingest id, as last heard; 0 before the first contact
 * @param pending how many records the server has not accepted yet, without quarantined ones
 * @param quarantined how many records are quarantined
 * @param leftOut how many rows of the server the tables here cannot hold; see {@link SyncProblem.Kind#ROWS_LEFT_OUT}
 * @param unadopted how many rows wait in the file to be adopted; see {@link ClientBuilder#adopt}
 * @param awaitsRows whether rows that the user may see have not come yet: of new audiences, of a new table, or all
 * @param problem the last problem; null if there was none since the last successful exchange
 */
public record SyncStatus(
        Connection connection,
        long cursor,
        long head,
        int pending,
        int quarantined,
        int leftOut,
        int unadopted,
        boolean awaitsRows,
        @Nullable SyncProblem problem) {

    /** Whether there is a connection. */
    public enum Connection {
        /** No connection is wanted. */
        OFFLINE,
        /** A connection is wanted and being opened. */
        CONNECTING,
        /** The server has welcomed this client. */
        ONLINE
    }

    /** {@return whether the client is online, has nothing pending, lacks no rows, and holds the log up to the head, as far as it knows} Quarantined records do not count. */
    public boolean isSynced() {
        return connection == Connection.ONLINE && pending == 0 && !awaitsRows && cursor >= head;
    }
}

package org.synchrotron.client.connection;

import org.synchrotron.client.SyncProblem;

/** What comes out of a connection, on the network's threads; nothing comes after {@link #closed}. */
public interface LinkEvents {

    /** A whole message arrived. */
    void message(String text);

    /** The connection is no more. */
    void closed(SyncProblem why);
}

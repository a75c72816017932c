package org.synchrotron.client.link;

import org.synchrotron.client.SyncProblem;

/** Receives the events of one link, in order, one call at a time, on any thread. */
public interface LinkEvents {

    /** The link is open. Called at most once, before any message. */
    void opened();

    /** A whole message arrived. */
    void message(String text);

    /** The link could not be opened, or ended. Called at most once; nothing follows. */
    void closed(SyncProblem why);
}

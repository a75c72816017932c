package org.synchrotron.client.link;

import org.synchrotron.client.SyncProblem;

/** What happens on one link. Called on any thread, one call after another, in the order in which it happened. */
public interface LinkEvents {

    /** The link stands. Told once, before any message. */
    void opened();

    /** A whole message arrived. */
    void message(String text);

    /** The link could not be opened, or ended. Told once at most; nothing follows. */
    void closed(SyncProblem why);
}

package org.synchrotron.client.link;

import org.synchrotron.client.SyncProblem;

/**
 * What a link tells: on any thread, one event at a time and in order, with nothing after {@link #closed}. A method here may wait, which
 * holds up the further events of this link only; if too many messages wait meanwhile, the link ends.
 */
public interface LinkEvents {

    /** The link is open: it can send, and messages may come. */
    void opened();

    /**
     * The server said something.
     *
     * @param text a whole message
     */
    void message(String text);

    /**
     * The link has ended, or could not be opened.
     *
     * @param why what a person can make of it, with the server's address
     */
    void closed(SyncProblem why);
}

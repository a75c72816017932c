package org.synchrotron.action;

/** Which rows an action's logic concerns: those that its author sees, or also those of other users. */
public enum ReplayPolicy {

    /**
     * The rows that the author sees. What the author's run did is all there is.
     */
    AUTHOR,

    /**
     * Also rows that the author cannot see ("mark everything as read"). When another user first reads past a record, the server runs it
     * under that user's view, too, and keeps what it writes in rows that neither the author nor an earlier such reader sees.
     */
    EVERYWHERE
}

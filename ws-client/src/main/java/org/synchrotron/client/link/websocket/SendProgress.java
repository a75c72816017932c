package org.synchrotron.client.link.websocket;

/**
 * The progress of sending; if two consecutive values are equal, nothing was sent in between. Immutable.
 *
 * @param sending whether a message is being sent
 * @param parts how many parts of messages were sent
 * @param unsentBytes how many bytes of the present part are not sent yet
 */
record SendProgress(boolean sending, long parts, long unsentBytes) {

    /** Nothing was sent yet. */
    static final SendProgress NONE = new SendProgress(false, 0, 0);

    /** {@return whether a message is being sent and made progress since then} */
    boolean hasMovedSince(SendProgress before) {
        return sending && !equals(before);
    }

    /** {@return whether a message is being sent and made no progress since then} */
    boolean isStuckSince(SendProgress before) {
        return sending && equals(before);
    }
}

package org.synchrotron.client.link.websocket;

/**
 * How far sending has come; two that are equal, one after the other, say that it got nowhere in between.
 *
 * @param sending whether a message is on its way
 * @param parts how many parts of messages have gone out
 * @param unsentBytes what is left of the present part
 */
record SendProgress(boolean sending, long parts, long unsentBytes) {

    /** Nothing was sent yet. */
    static final SendProgress NONE = new SendProgress(false, 0, 0);

    /** {@return whether a message is on its way and has moved since then} */
    boolean hasMovedSince(SendProgress before) {
        return sending && !equals(before);
    }

    /** {@return whether a message is on its way and has not moved since then} */
    boolean isStuckSince(SendProgress before) {
        return sending && equals(before);
    }
}

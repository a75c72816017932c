package org.synchrotron.log;

/**
 * Thrown for a text that is not JSON, or exceeds the {@link JsonLimits}. The message says what is wrong and at which character of
 * the text, counted from 0. It contains nothing of the text, so it may be logged and sent to a peer.
 */
public final class MalformedJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param what what is wrong, as a clause
     * @param offset at which character
     */
    MalformedJson(String what, long offset) {
        super(what + ", at character " + Math.max(offset, 0));
    }

    /** @param what what is wrong with the text as a whole, as a clause */
    MalformedJson(String what) {
        super(what);
    }
}

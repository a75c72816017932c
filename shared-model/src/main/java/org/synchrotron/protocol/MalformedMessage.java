package org.synchrotron.protocol;

/**
 * Thrown for a text that is not a message of the protocol. The exception message says what is wrong and may be sent to the peer.
 */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedMessage(String what) {
        super(what);
    }

    MalformedMessage(String what, Throwable cause) {
        super(what, cause);
    }
}

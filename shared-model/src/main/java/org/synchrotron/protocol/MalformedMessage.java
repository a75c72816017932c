package org.synchrotron.protocol;

/** A message that is not of the protocol. */
public final class MalformedMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedMessage(String what) {
        super(what);
    }

    MalformedMessage(String what, Throwable cause) {
        super(what, cause);
    }
}

package org.synchrotron.server.session;

/** Why the server closes a connection. Each leaf has its own numbers or words for it on the wire. */
public enum CloseCode {

    /** The server does not accept this client; its last message says why. */
    REFUSED,

    /** The client's token is not accepted, or not any more; the last message says which code. */
    UNAUTHORIZED,

    /** The client sent a message that is not allowed, or not allowed now. */
    PROTOCOL_BROKEN,

    /** A message from the client is longer than the server accepts. */
    MESSAGE_TOO_LONG,

    /** The client does not read what the server sends; it may connect again. */
    DOES_NOT_READ,

    /** The client let the server wait for longer than a limit; it may connect again. */
    TIMED_OUT,

    /** The server has no room for this client at present; it may connect again later. */
    BUSY,

    /** The server failed; the client may connect again later. */
    FAILED
}

package org.synchrotron.server.session;

/** Why the server ends a connection. Each leaf has its own numbers or words for it on the wire. */
public enum CloseCode {

    /** The server does not accept this client; its last message says why. */
    REFUSED,

    /** The client said something that it may not say, or not now. */
    PROTOCOL_BROKEN,

    /** A message of the client is longer than the server takes. */
    MESSAGE_TOO_LONG,

    /** The client does not read what the server sends; it may come again. */
    DOES_NOT_READ
}

package org.synchrotron.server.session;

/**
 * The server's side of one connection. The leaf of its channel passes in the client's texts, one part after another, signs of life, and the
 * end of the connection.
 */
public interface Conversation {

    /** Processes the next part of a message from the client. */
    void part(String part, boolean last);

    /** To be called for a sign of life that is no message: the answer to a ping. */
    void heard();

    /** To be called when the connection has ended. */
    void ended();
}

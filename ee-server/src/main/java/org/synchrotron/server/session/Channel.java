package org.synchrotron.server.session;

import java.io.IOException;

/**
 * A connection to a client, as a session sees it: the session sends whole texts and may close the connection. The leaf that
 * implements this interface knows the transport (a WebSocket, a simulated network). The leaf also passes to the {@link
 * SyncSession} what the client sends, and tells it when the connection has ended.
 *
 * <p>A session sends from one thread at a time, and not after the leaf has told it of the end. A call may still be under way at
 * that moment: the leaf must protect the connection against it.
 */
public interface Channel {

    /**
     * Sends a text, after those sent before. Blocks as long as the client is slow.
     *
     * @throws IOException if the connection has ended or breaks; nothing can be sent after that
     */
    void send(String text) throws IOException;

    /** {@return the address of the other side, by which connections are counted; empty if they are not} */
    default String address() {
        return "";
    }

    /**
     * Asks the other side for a sign of life. The leaf tells the session when it comes.
     *
     * @throws IOException if the connection has ended or breaks
     */
    void ping() throws IOException;

    /** {@return how many parts of texts were written so far} It rises while the client reads. May be called from any thread. */
    long partsWritten();

    /**
     * Closes the connection, after what was sent before.
     *
     * @param reason a few words for people who inspect the connection
     * @throws IOException if the connection has ended or breaks
     */
    void close(CloseCode code, String reason) throws IOException;

    /**
     * Ends the connection at once, also while {@link #send} blocks, which then fails. What was not sent is lost. May be called from
     * any thread, more than once, and after the end: a closed connection whose client does not read would stay. Never blocks.
     */
    void cut();
}

package org.synchrotron.server.session;

import java.io.IOException;

/**
 * One connection to a client, as a session sees it: whole texts go out, and the server may end it. What carries the texts (a
 * WebSocket, a simulated network) is the concern of the leaf that implements this. The leaf also tells the {@link SyncSession}
 * what the client says and when the connection has ended.
 *
 * <p>A session calls from one thread at a time, and never after the leaf has told it of the end, except for a call that is under
 * way at that moment: against that one the leaf protects the connection itself.
 */
public interface Channel {

    /**
     * Sends a text after those before it. Takes as long as the client is slow.
     *
     * @throws IOException if the connection has ended or breaks; then nothing can be sent any more
     */
    void send(String text) throws IOException;

    /**
     * Ends the connection after what was sent.
     *
     * @param reason a few words for people who look at the connection
     * @throws IOException if the connection has ended or breaks
     */
    void close(CloseCode code, String reason) throws IOException;
}

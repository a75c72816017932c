package org.synchrotron.client.link;

/**
 * Opens links to one server: the port at the client's edge to the network. Thread-safe.
 *
 * <p>An implementation owns its sockets, threads and heartbeat. A client's problem must not affect other clients, and each step must end
 * within a bounded time.
 */
public interface Transport {

    /**
     * Begins to open a link and returns at once. Either {@link LinkEvents#opened} or {@link LinkEvents#closed} follows within a
     * bounded time.
     *
     * @param token the bearer token that names the user
     * @return the link, which may be closed at any time
     */
    Link open(String token, LinkEvents events);

    /** {@return the server's address, for messages} */
    String address();
}

package org.synchrotron.client.link;

/**
 * Opens links to one server: the port at the client's edge to the network. Thread-safe.
 *
 * <p>An implementation owns what it needs to move texts: sockets, threads, the heartbeat. It keeps each client's trouble to that
 * client, and each of its steps ends within a bounded time.
 */
public interface Transport {

    /**
     * Begins to open a link and returns at once. Either {@link LinkEvents#opened} or {@link LinkEvents#closed} follows within a
     * bounded time.
     *
     * @param token the bearer token that names the user
     * @return the link, which may be closed in any stage
     */
    Link open(String token, LinkEvents events);

    /** {@return where the server is, for messages} */
    String address();
}

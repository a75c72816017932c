package org.synchrotron.client.link;

/**
 * One link to the server, from the attempt to open it on. Every method returns at once. Thread-safe.
 *
 * <p>The link watches itself: one on which nothing is heard, or nothing can be sent, ends and tells why by {@link
 * LinkEvents#closed}.
 */
public interface Link {

    /**
     * Sends a text after those before it. On a link that has ended, nothing happens.
     *
     * @throws IllegalStateException if the link is not open yet
     */
    void send(String text);

    /** Ends the link in whatever stage it is. Doing it again does nothing. */
    void close();
}

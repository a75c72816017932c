package org.synchrotron.client.link;

/** One link to the server, from the attempt to open it on. All methods return at once. Thread-safe. */
public interface Link {

    /**
     * Sends a text after those before it. A link that cannot send ends, and {@link LinkEvents#closed} tells why. Does nothing on a
     * link that has ended.
     *
     * @param text a whole message, of any length that the server takes
     */
    void send(String text);

    /**
     * Gives the link up, in whatever stage it is. Nothing is told of it afterwards, except an event that is under way on another thread
     * just then. Doing it again does nothing.
     */
    void close();
}

package org.synchrotron.client.link;

/**
 * One link to the server, from the attempt to open it on. Every method returns at once. Thread-safe.
 *
 * <p>A link watches itself: if it receives nothing, or can send nothing, it ends and reports the reason by {@link LinkEvents#closed}.
 */
public interface Link {

    /**
     * Sends a text, after the texts before it. Does nothing if the link has ended.
     *
     * @throws IllegalStateException if the link is not open yet
     */
    void send(String text);

    /** Ends the link, also while it is opening. A second call does nothing. */
    void close();
}

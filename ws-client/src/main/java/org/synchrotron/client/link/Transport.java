package org.synchrotron.client.link;

/** Opens links to one server. Thread-safe. */
public interface Transport {

    /**
     * Begins to open a link and returns at once. Either {@link LinkEvents#opened} or {@link LinkEvents#closed} follows within 30
     * seconds, unless the link is closed before. Never throws.
     *
     * @param token what tells the server who asks
     * @param events hears of this link, perhaps before this method has returned
     * @return the link, which can be closed at once, and can send once it is open
     */
    Link open(String token, LinkEvents events);

    /** {@return where the server is, for messages} */
    String address();
}

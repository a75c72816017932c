package org.synchrotron.server.accept;

import java.time.Duration;

/**
 * The settings that decide which uploads are accepted. Immutable.
 *
 * @param drift how far a record's clock may be ahead of the server's
 * @param takeUnknown whether records of actions without code on this server are accepted, with the row changes in the upload
 */
public record AcceptSettings(Duration drift, boolean takeUnknown) {

    /** Five minutes of drift, and unknown actions are accepted. */
    public static final AcceptSettings DEFAULT = new AcceptSettings(Duration.ofMinutes(5), true);
}

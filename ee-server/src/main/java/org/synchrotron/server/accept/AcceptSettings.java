package org.synchrotron.server.accept;

import java.time.Duration;

/**
 * What an upload may be.
 *
 * @param drift how far a record's clock may be ahead of the server's
 * @param takeUnknown whether records without code on this server are taken, with the row changes that they bring
 */
public record AcceptSettings(Duration drift, boolean takeUnknown) {

    /** Five minutes, and unknown actions are taken. */
    public static final AcceptSettings DEFAULT = new AcceptSettings(Duration.ofMinutes(5), true);
}

package org.synchrotron.client.link.websocket;

import java.time.Duration;

/**
 * The time limits of a link. Immutable.
 *
 * @param opening for opening a link: host look-up, connecting, TLS and the handshake together; the handshake alone has 10 s
 * @param heartbeat the time between two pings; a link without a sign of life for one to two of these ends
 * @param sending how long sending a message may make no progress before the link ends; slow progress has no limit
 * @param closing for the closing handshake of a link that ends; then its connection is cut
 */
public record LinkLimits(Duration opening, Duration heartbeat, Duration sending, Duration closing) {

    /** The limits that a client uses. */
    public static final LinkLimits DEFAULT = new LinkLimits(
            Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if a limit is not positive */
    public LinkLimits {
        for (Duration each : new Duration[] {opening, heartbeat, sending, closing}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("a limit of " + each);
            }
        }
    }
}

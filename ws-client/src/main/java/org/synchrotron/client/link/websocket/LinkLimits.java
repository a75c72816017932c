package org.synchrotron.client.link.websocket;

import java.time.Duration;

/**
 * How long a link waits for the other side.
 *
 * @param opening from the attempt to the open link: for looking up the host, connecting, encrypting and the handshake together; the
 *     handshake alone has 10 s
 * @param heartbeat the time between two signs of life that are asked for; a link that gets none for one to two of these ends
 * @param sending how long a message may get nowhere, until the link ends; what moves on slowly may take as long as it wants
 * @param closing how long the farewell of a link that ends may take, until its connection is cut
 */
public record LinkLimits(Duration opening, Duration heartbeat, Duration sending, Duration closing) {

    /** What a client uses. */
    public static final LinkLimits DEFAULT = new LinkLimits(
            Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(5));

    /** @throws IllegalArgumentException if one is not positive */
    public LinkLimits {
        for (Duration each : new Duration[] {opening, heartbeat, sending, closing}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("a limit of " + each);
            }
        }
    }
}

package org.synchrotron.server.session;

import java.time.Duration;

/**
 * How long a session may keep the server waiting, and how many sessions there may be. Immutable.
 *
 * @param hello from the opening of the connection to the arrival of {@code hello}
 * @param message from the first part of a message to its last
 * @param silence without a message, a pong or a written part, until the session ends; the server pings at half of it
 * @param answer from a question of the client ({@code hello}, {@code upload}) to the answer
 * @param sending without a written part, while there is something to write, until the connection is cut
 * @param perUser the most open sessions of one user on this node
 * @param perAddress the most open sessions of one remote address on this node
 * @param inAll the most open sessions on this node
 * @param unverified the most connections on this node whose token has not come yet; 0 if it must come with the request
 */
public record SessionLimits(
        Duration hello,
        Duration message,
        Duration silence,
        Duration answer,
        Duration sending,
        int perUser,
        int perAddress,
        int inAll,
        int unverified) {

    /** What a server uses unless its settings say otherwise. */
    public static final SessionLimits DEFAULT = new SessionLimits(
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            100,
            1_000,
            2_000,
            100);

    /** @throws IllegalArgumentException if a limit is shorter than a second, or a number is not positive */
    public SessionLimits {
        for (Duration each : new Duration[] {hello, message, silence, answer, sending}) {
            if (each.toSeconds() < 1) {
                throw new IllegalArgumentException("a limit of a session must be a second or longer, not " + each);
            }
        }
        if (perUser < 1 || perAddress < 1 || inAll < 1 || unverified < 0) {
            throw new IllegalArgumentException("a node needs room for a session, not " + perUser + ", " + perAddress
                    + " and " + inAll + ", and " + unverified);
        }
    }
}

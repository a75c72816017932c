package org.synchrotron.client.engine;

import java.time.Duration;
import org.synchrotron.client.link.Network;
import org.synchrotron.protocol.MessageCodec;

/**
 * What a client needs to go online: the network, the codec for messages, and how long it waits. Immutable.
 *
 * @param backoff the waits between attempts
 * @param answerLimit how long an upload may be without an answer until the connection is dropped, also if the server sends other messages
 */
public record ConnectionSettings(Network network, MessageCodec codec, Backoff backoff, Duration answerLimit) {

    /** Longer than a server takes at most until it answers or ends the connection. */
    public static final Duration ANSWER_LIMIT = Duration.ofMinutes(6);

    /** @throws IllegalArgumentException if the limit is not positive */
    public ConnectionSettings {
        if (answerLimit.isNegative() || answerLimit.isZero()) {
            throw new IllegalArgumentException("a limit of " + answerLimit + " for answers");
        }
    }

    /** {@return the server's address, for people} */
    String address() {
        return network.transport().address();
    }

    /** Settings with {@link #ANSWER_LIMIT}. */
    public ConnectionSettings(Network network, MessageCodec codec, Backoff backoff) {
        this(network, codec, backoff, ANSWER_LIMIT);
    }
}

package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ClientMessage;

/**
 * What a {@link SyncSession} wants after something happened.
 *
 * @param say messages to send, in order
 * @param resumeAfter when to call {@link SyncSession#resume}; null for never
 * @param end whether the connection is to end
 */
public record Turn(List<ClientMessage> say, @Nullable Duration resumeAfter, End end) {

    /** Whether the connection goes on. */
    public enum End {
        NONE,
        /** Close it and try another. */
        RECONNECT,
        /** Close it and stay offline: trying again would not help. */
        STOP
    }

    static final Turn WAIT = new Turn(List.of(), null, End.NONE);

    public Turn {
        say = List.copyOf(say);
    }

    static Turn say(ClientMessage... messages) {
        return new Turn(List.of(messages), null, End.NONE);
    }

    static Turn resumeAfter(Duration wait) {
        return new Turn(List.of(), wait, End.NONE);
    }

    static Turn end(End end) {
        return new Turn(List.of(), null, end);
    }
}

package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.protocol.ClientMessage;

/**
 * The reaction of a {@link SyncSession} to an event. Immutable.
 *
 * @param say messages to send, in order
 * @param resumeAfter when to call {@link SyncSession#resume}; null for never
 * @param end whether the connection is to end
 */
public record Reaction(List<ClientMessage> say, @Nullable Duration resumeAfter, End end) {

    /** Whether the connection goes on. */
    public enum End {
        NONE,
        /** Close it and try another. */
        RECONNECT,
        /** The same, soon: what ended it is mended here. */
        RECONNECT_MENDED,
        /** Close it and stay offline: trying again would not help. */
        STOP
    }

    static final Reaction WAIT = new Reaction(List.of(), null, End.NONE);

    public Reaction {
        say = List.copyOf(say);
    }

    static Reaction say(ClientMessage... messages) {
        return new Reaction(List.of(messages), null, End.NONE);
    }

    /** {@return the same, with this message before the others} */
    Reaction saysFirst(ClientMessage message) {
        List<ClientMessage> all = new ArrayList<>(List.of(message));
        all.addAll(say);
        return new Reaction(all, resumeAfter, end);
    }

    /** {@return both reactions, this one first} At most one of them waits or ends the connection. */
    Reaction and(Reaction next) {
        List<ClientMessage> all = new ArrayList<>(say);
        all.addAll(next.say);
        return new Reaction(
                all, resumeAfter == null ? next.resumeAfter : resumeAfter, end == End.NONE ? next.end : end);
    }

    static Reaction resumeAfter(Duration wait) {
        return new Reaction(List.of(), wait, End.NONE);
    }

    static Reaction end(End end) {
        return new Reaction(List.of(), null, end);
    }
}

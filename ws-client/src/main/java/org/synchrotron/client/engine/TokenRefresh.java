package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.synchrotron.client.link.TokenSource;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.TokenAccepted;
import org.synchrotron.protocol.ServerMessage.Welcome;

/**
 * Sends a fresh token on the open connection before the present one expires, so that the connection goes on. It asks for one when a quarter of
 * the token's time is left, or a minute if that is less. While the source has none, or gives the same one again, it asks again some times;
 * after that the connection ends with the token, and the client connects again. Confined to the client's loop.
 */
final class TokenRefresh {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);

    /** For a token that is valid for less, a new connection is as good. */
    private static final Duration SHORTEST = Duration.ofSeconds(4);

    /** So that a connection that has ended does not leave a timer for days. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final TokenSource tokens;
    private final LoopEvents events;
    private final IntSupplier attempt;
    private final Consumer<ClientMessage> send;

    /**
     * @param attempt the number of the present attempt
     * @param send sends on the present connection
     */
    TokenRefresh(TokenSource tokens, LoopEvents events, IntSupplier attempt, Consumer<ClientMessage> send) {
        this.tokens = tokens;
        this.events = events;
        this.attempt = attempt;
        this.send = send;
    }

    /** The server has sent a message, which may say how long the token lasts. */
    void on(ServerMessage message) {
        if (message instanceof Welcome welcome && welcome.tokenLastsMs() != null) {
            plan(attempt.getAsInt(), Duration.ofMillis(welcome.tokenLastsMs()));
        } else if (message instanceof TokenAccepted accepted) {
            plan(attempt.getAsInt(), Duration.ofMillis(accepted.lastsMs()));
        }
    }

    private void plan(int connection, Duration lasts) {
        if (lasts.compareTo(SHORTEST) < 0) {
            return;
        }
        Duration untilAsked = lasts.minus(margin(lasts));
        boolean isFar = untilAsked.compareTo(LONGEST_WAIT) > 0;
        Duration wait = isFar ? LONGEST_WAIT : untilAsked;
        events.after(wait, () -> {
            if (connection != attempt.getAsInt()) {
                return;
            }
            if (isFar) {
                plan(connection, lasts.minus(wait));
            } else {
                ask(connection, lasts.minus(wait));
            }
        });
    }

    private static Duration margin(Duration lasts) {
        Duration quarter = lasts.dividedBy(4);
        return quarter.compareTo(LONGEST_MARGIN) < 0 ? quarter : LONGEST_MARGIN;
    }

    private void ask(int connection, Duration left) {
        tokens.request(
                token -> events.post(() -> say(connection, token)), none -> events.post(() -> plan(connection, left)));
    }

    private void say(int connection, String token) {
        if (connection == attempt.getAsInt()) {
            send.accept(new ClientMessage.Token(token));
        }
    }
}

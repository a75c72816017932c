package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: a wait of a random length up to a bound that doubles with every attempt. The only place
 * that knows how long the client waits for anything.
 *
 * @param first the bound of the first wait
 * @param longest the bound of every later one
 * @param slowest the bound where waiting rarely helps, or where the server asks for it
 */
public record Backoff(Duration first, Duration longest, Duration slowest, RandomGenerator random) {

    /** After so many answers of "behind head" or "unavailable" in a row the client starts over with a new connection. */
    public static final int UPLOAD_ATTEMPTS = 10;

    /** From asking for a token to the server's greeting; longer than each step on the way may take by itself. */
    static final Duration GREETING_LIMIT = Duration.ofSeconds(90);

    /** A connection that lasts this long resets the count of losses: connecting again soon is cheap then. */
    static final Duration LASTING = Duration.ofMinutes(1);

    private static final int LARGEST_SHIFT = 20;

    /** @throws IllegalArgumentException if the bounds are not positive and rising */
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || slowest.compareTo(longest) < 0) {
            throw new IllegalArgumentException("a backoff from " + first + " to " + longest + " and " + slowest);
        }
    }

    /** One whose longest wait is also the slowest. */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this(first, longest, longest, random);
    }

    /** {@return the default: a client is back within three seconds after its network or server} */
    public static Backoff usual(RandomGenerator random) {
        return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(30), random);
    }

    /** {@return how long to wait before this attempt, counted from 1} */
    public Duration before(int attempt) {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, LARGEST_SHIFT));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }

    /** {@return how long to wait before the next attempt to connect} */
    Duration of(ConnectionReaction.Wait wait) {
        return wait.slow() ? slow() : before(wait.failures());
    }

    /** {@return the wait that the server asks for, if that is not longer than any of this client's own} */
    Duration atMost(Duration asked) {
        return asked.compareTo(slowest) > 0 ? slowest : asked;
    }

    /** {@return a wait near the slowest: for problems that rarely end by themselves} */
    public Duration slow() {
        long half = slowest.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}

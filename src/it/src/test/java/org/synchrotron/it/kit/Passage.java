package org.synchrotron.it.kit;

import java.time.Duration;

/**
 * What one direction of a proxy's connections does with bytes. Immutable.
 *
 * @param closed whether it holds everything back
 * @param closing the text at which it closes; empty for none
 * @param largest it closes at a packet that is larger than this, for bytes that follow cannot overtake it
 * @param delay how long each packet takes
 * @param bytesPerSecond the most that passes
 */
public record Passage(boolean closed, String closing, int largest, Duration delay, long bytesPerSecond) {

    /** Everything passes at once. */
    public static final Passage OPEN = new Passage(false, "", Integer.MAX_VALUE, Duration.ZERO, Long.MAX_VALUE);

    /** Nothing passes. */
    public static final Passage CLOSED = new Passage(true, "", Integer.MAX_VALUE, Duration.ZERO, Long.MAX_VALUE);

    /** {@return a passage that closes before the next packet that contains the text} */
    public static Passage until(String text) {
        return new Passage(false, text, Integer.MAX_VALUE, Duration.ZERO, Long.MAX_VALUE);
    }

    /** {@return a passage for packets of at most so many bytes} */
    public static Passage ofSmall(int largest) {
        return new Passage(false, "", largest, Duration.ZERO, Long.MAX_VALUE);
    }

    /** {@return a passage in which each packet takes so long} */
    public static Passage slow(Duration delay) {
        return new Passage(false, "", Integer.MAX_VALUE, delay, Long.MAX_VALUE);
    }

    /** {@return a passage for so many bytes per second} */
    public static Passage narrow(long bytesPerSecond) {
        return new Passage(false, "", Integer.MAX_VALUE, Duration.ZERO, bytesPerSecond);
    }

    /** {@return whether a packet closes this passage} */
    boolean closesAt(String packet) {
        return closed || packet.length() > largest || (!closing.isEmpty() && packet.contains(closing));
    }

    /** {@return how long a packet takes} */
    Duration time(int bytes) {
        return delay.plusNanos(bytesPerSecond == Long.MAX_VALUE ? 0 : 1_000_000_000L * bytes / bytesPerSecond);
    }
}

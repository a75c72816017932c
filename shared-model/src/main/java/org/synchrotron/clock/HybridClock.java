package org.synchrotron.clock;

/**
 * A hybrid logical clock (after Kulkarni et al., 2014, with a counter that never falls back, as upstream has it): readings
 * of one clock always rise, and a reading taken after a remote one was received is later than that.
 *
 * <p>Not thread-safe: it belongs to the one thread that writes the log.
 */
public final class HybridClock {

    private final WallClock wall;
    private HybridTimestamp last;

    /** A clock that goes on from {@code last}, the latest reading that was ever stored. */
    public HybridClock(WallClock wall, HybridTimestamp last) {
        this.wall = wall;
        this.last = last;
    }

    /** Takes the reading for a new local record. */
    public HybridTimestamp tick() {
        last = new HybridTimestamp(Math.max(wall.millis(), last.timeMs()), last.counter() + 1);
        return last;
    }

    /** Takes note of a reading that came from elsewhere. */
    public void receive(HybridTimestamp remote) {
        last = last.merge(remote);
    }

    /**
     * Sets the time back to {@code timeMs}, because this device's time ran ahead of everybody's. The counter stays, so
     * that no reading is given twice.
     */
    public void rewindTo(long timeMs) {
        last = new HybridTimestamp(timeMs, last.counter());
    }

    /** {@return the latest reading, taken or received} */
    public HybridTimestamp last() {
        return last;
    }

    /** {@return the wall time in milliseconds, which is what an action gets as its timestamp} */
    public long wallMillis() {
        return wall.millis();
    }
}

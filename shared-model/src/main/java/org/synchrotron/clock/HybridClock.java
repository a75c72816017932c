package org.synchrotron.clock;

/**
 * A hybrid logical clock (after Kulkarni et al., 2014, but, as upstream, with a counter that never decreases). Each reading is
 * later than the previous readings of this clock, and later than every remote reading that it had received; only {@link
 * #rewindTo} breaks this order.
 *
 * <p>Not thread-safe: it belongs to the single thread that writes the log.
 */
public final class HybridClock {

    private final WallClock wall;
    private HybridTimestamp last;

    /** Creates a clock that continues from {@code last}, the latest reading that was ever stored. */
    public HybridClock(WallClock wall, HybridTimestamp last) {
        this.wall = wall;
        this.last = last;
    }

    /** {@return a new reading, for a new local record} The clock advances to it. */
    public HybridTimestamp tick() {
        last = last.next(wall.millis());
        return last;
    }

    /** Advances this clock to a reading that came from another one. */
    public void receive(HybridTimestamp remote) {
        last = last.merge(remote);
    }

    /** Sets this clock back to a reading, because its time or its counter ran ahead of the server's. */
    public void rewindTo(HybridTimestamp reading) {
        last = reading;
    }

    /** {@return the latest reading: a local one, or the maximum with those received} */
    public HybridTimestamp last() {
        return last;
    }

    /**
     * {@return the wall time in milliseconds since 1970-01-01T00:00:00Z; an action receives it as its timestamp} A device without a battery
     * for its clock may be before 1970: that is taken for 1970.
     */
    public long wallMillis() {
        return Math.max(0, wall.millis());
    }
}

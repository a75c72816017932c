package org.synchrotron.server.access;

import java.util.concurrent.atomic.AtomicLong;
import org.synchrotron.clock.WallClock;

/** Names failures, so that what a caller is told and the server's log are found together. Thread-safe. */
public final class References {

    private final WallClock wall;
    private final AtomicLong count = new AtomicLong();

    public References(WallClock wall) {
        this.wall = wall;
    }

    /** {@return a name that no other failure has: the time and a number} */
    public String next() {
        return text(wall.millis()) + "-" + text(count.incrementAndGet());
    }

    private static String text(long number) {
        return Long.toString(number, Character.MAX_RADIX);
    }
}

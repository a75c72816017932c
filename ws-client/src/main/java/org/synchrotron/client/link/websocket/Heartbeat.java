package org.synchrotron.client.link.websocket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the other side for a sign of life at regular intervals; everything that comes is one. A link without one for one to two intervals
 * is dead. While a long message moves on, what is asked waits after it: that it moves is a sign of life, too, and once this side has sent
 * it, the system may still hold so much of it that the answer has as long as a message may take that gets nowhere. Thread-safe.
 */
final class Heartbeat {

    private final Outbox outbox;
    private final Duration interval;
    private final int beatsOfGrace;
    private final Runnable dead;
    private final AtomicBoolean heard = new AtomicBoolean(true);
    private SendProgress before = SendProgress.NONE;
    private int grace;

    Heartbeat(Outbox outbox, LinkLimits limits, Runnable dead) {
        this.outbox = outbox;
        this.interval = limits.heartbeat();
        this.beatsOfGrace = (int) limits.sending().dividedBy(interval);
        this.dead = dead;
    }

    void heard() {
        heard.set(true);
    }

    /** Begins, and goes on until the outbox is closed. */
    void begin() {
        LinkTimer.after(interval, this::beat);
    }

    private void beat() {
        if (outbox.isClosed()) {
            return;
        }
        if (isAlive()) {
            outbox.ping();
            begin();
        } else {
            dead.run();
        }
    }

    private boolean isAlive() {
        SendProgress now = outbox.progress();
        boolean moved = now.hasMovedSince(before);
        before = now;
        if (heard.getAndSet(false)) {
            grace = 0;
            return true;
        }
        grace = moved ? beatsOfGrace : grace - 1;
        return moved || grace >= 0;
    }
}

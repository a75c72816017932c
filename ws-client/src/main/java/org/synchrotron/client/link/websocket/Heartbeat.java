package org.synchrotron.client.link.websocket;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Pings the other side at regular intervals. Everything that arrives is a sign of life; a link without one for one to two intervals is
 * dead. Pings wait while a long message is sent; its progress counts as a sign of life, too. The operating system may still hold the end
 * of the message when this side has sent it; so the other side then has as much time as a message may be stuck. Thread-safe.
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
        var unused = LinkTimer.after(interval, this::beat);
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

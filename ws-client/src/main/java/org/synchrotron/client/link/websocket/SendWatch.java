package org.synchrotron.client.link.websocket;

import java.time.Duration;

/**
 * Watches the progress of sending: it looks several times within the limit, and the link is stuck if nothing was sent for the whole
 * limit. This may take up to a quarter longer than the limit. Runs on the timer's thread.
 */
final class SendWatch {

    private static final int LOOKS = 4;

    private final Outbox outbox;
    private final Duration wait;
    private final Runnable stuck;
    private SendProgress before = SendProgress.NONE;
    private int looksWithoutProgress;

    SendWatch(Outbox outbox, Duration limit, Runnable stuck) {
        this.outbox = outbox;
        this.wait = limit.dividedBy(LOOKS);
        this.stuck = stuck;
    }

    /** Begins, and goes on until the outbox is closed. */
    void begin() {
        var unused = LinkTimer.after(wait, this::look);
    }

    private void look() {
        if (outbox.isClosed()) {
            return;
        }
        SendProgress now = outbox.progress();
        looksWithoutProgress = now.isStuckSince(before) ? looksWithoutProgress + 1 : 0;
        before = now;
        if (looksWithoutProgress < LOOKS) {
            begin();
        } else {
            stuck.run();
        }
    }
}

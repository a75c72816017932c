package org.synchrotron.server.session;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** An open session as far as it is told of new heads: its feed reads up to each of them, one ingest id after another. */
public final class ToldSession {

    private final UserId user;
    private final BlockingQueue<Long> read = new LinkedBlockingQueue<>();
    private long head;

    /** @param sessions where it is open from here on */
    public ToldSession(String user, OpenSessions sessions) {
        this.user = new UserId(user);
        SessionFeed feed = new SessionFeed(this::read, delivery -> {}, Runnable::run, again -> {});
        feed.start(-1);
        read.clear();
        sessions.add(this.user, feed);
    }

    private Delivery read(long cursor) {
        read.add(cursor + 1);
        return new Delivery(user, cursor, cursor + 1, cursor + 1, List.of());
    }

    /** {@return up to where it has been told} */
    public long head() {
        for (Long next = read.poll(); next != null; next = read.poll()) {
            head = next;
        }
        return head;
    }

    /** Waits until it has been told of this head, or for a long time. */
    public long await(long expected) throws InterruptedException {
        while (head < expected) {
            Long next = read.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("not told of " + expected + ", only of " + head);
            }
            head = next;
        }
        return head;
    }
}

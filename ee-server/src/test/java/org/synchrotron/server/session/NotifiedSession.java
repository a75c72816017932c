package org.synchrotron.server.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.kit.Positions;

/**
 * An open session that records the heads of which it is notified: its feed reads up to each head, one ingest id after another.
 */
public final class NotifiedSession {

    private final UserId user;
    private final BlockingQueue<Long> read = new LinkedBlockingQueue<>();
    private final SessionFeed feed;
    private Set<String> audiences = Set.of();
    private long head;

    /** @param sessions the open sessions, to which it is added */
    public NotifiedSession(String user, OpenSessions sessions) {
        this.user = new UserId(user);
        feed = new SessionFeed(
                (position, taker) -> taker.delivery(audiences, read(position.cursor())),
                delivery -> {},
                () -> new RowSpool(new MessageCodec(), new SpoolSpace(0)),
                again -> {},
                sentence -> {});
        feed.start(new ClientHolding(Positions.seal(user + "-1"), -1, null, true), Set.of());
        read.clear();
        sessions.add(this.user, "", feed);
    }

    private Delivery read(long cursor) {
        read.add(cursor + 1);
        return new Delivery(
                user,
                AudiencesDigest.of(Set.of()),
                cursor,
                cursor + 1,
                cursor + 1,
                new Cursor("epoch:1"),
                List.of(),
                List.of());
    }

    /** A delivery is read under these audiences. */
    public void isTold(String... read) {
        audiences = Set.of(read);
        feed.look();
        var unused = looks();
    }

    /** {@return how often it was made to look since the last call; it must not be notified of a head meanwhile} */
    public int looks() {
        List<Long> looked = new ArrayList<>();
        read.drainTo(looked);
        return looked.size();
    }

    /** Waits until it is made to look; fails after 30 s. */
    public void awaitLook() throws InterruptedException {
        if (read.poll(30, TimeUnit.SECONDS) == null) {
            throw new AssertionError("not made to look");
        }
    }

    /** {@return the head of the last notification} */
    public long head() {
        for (Long next = read.poll(); next != null; next = read.poll()) {
            head = next;
        }
        return head;
    }

    /** Waits until it is notified of this head; fails after 30 s without a notification. */
    public long await(long expected) throws InterruptedException {
        while (head < expected) {
            Long next = read.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("not notified of " + expected + ", only of " + head);
            }
            head = next;
        }
        return head;
    }
}

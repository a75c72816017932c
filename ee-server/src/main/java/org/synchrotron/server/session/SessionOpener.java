package org.synchrotron.server.session;

import java.time.Duration;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.runtime.Transactions;

/** Creates the session of each new connection, independent of the transport. Thread-safe. */
public final class SessionOpener {

    /** How long a session waits before it reads again after a failed read. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final SessionParts parts;
    private final DeliveryReader deliveries;
    private final Transactions transactions;

    public SessionOpener(SessionParts parts, DeliveryReader deliveries, Transactions transactions) {
        this.parts = parts;
        this.deliveries = deliveries;
        this.transactions = transactions;
    }

    /**
     * {@return the session of a newly opened connection}
     *
     * @param caller the verified user at the other end
     */
    public SyncSession open(Channel channel, Caller caller) {
        Outbox outbox = new Outbox(channel, parts.codec(), parts.threads().senders());
        SessionFeed feed = feed(caller, outbox);
        SyncSession session = new SyncSession(caller, parts, outbox, feed);
        parts.open().add(caller.user(), feed);
        return session;
    }

    private SessionFeed feed(Caller reader, Outbox outbox) {
        return new SessionFeed(
                cursor -> transactions.transaction(sql -> deliveries.next(reader, cursor, sql)),
                outbox::send,
                parts.threads().workers(),
                again -> parts.threads().later(() -> whileOpen(outbox, again), RETRY));
    }

    private static void whileOpen(Outbox outbox, Runnable work) {
        if (outbox.isOpen()) {
            work.run();
        }
    }
}

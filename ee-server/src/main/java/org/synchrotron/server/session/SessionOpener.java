package org.synchrotron.server.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.runtime.Transactions;

/** Creates the session of each new connection, independent of the transport. Thread-safe. */
public final class SessionOpener {

    /** How long a session waits before it reads again after a failed read. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** How long a closed connection may take to be gone. If the client does not read, it would stay. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final SessionParts parts;
    private final DeliveryReader deliveries;
    private final ReaderViews views;
    private final Transactions transactions;

    public SessionOpener(SessionParts parts, DeliveryReader deliveries, ReaderViews views, Transactions transactions) {
        this.parts = parts;
        this.deliveries = deliveries;
        this.views = views;
        this.transactions = transactions;
    }

    /**
     * {@return the session of a newly opened connection} If there are too many sessions, it refuses the client and closes the connection.
     *
     * @param caller the verified user at the other end
     */
    public SyncSession open(Channel channel, Caller caller) {
        UserId user = caller.user();
        Outbox outbox = new Outbox(
                channel, parts.resources().codec(), parts.resources().threads().senders(user));
        SessionEnd end = new SessionEnd(user, outbox, parts.refusals());
        Executor work = new SessionWork(parts.resources().threads().workers(user), end::failed);
        Executor uploads = new SessionWork(parts.resources().threads().uploads(user), end::failed);
        SessionFeed feed =
                feed(new LogDeliveries(caller, deliveries, views, transactions, work, uploads), outbox, work, end);
        SyncSession session = new SyncSession(caller, parts, new SessionLine(outbox, feed, work, end));
        if (!parts.open().add(user, channel.address(), feed)) {
            end.tooManySessions();
        }
        watch(session, channel);
        return session;
    }

    private void watch(SyncSession session, Channel channel) {
        SessionThreads threads = parts.resources().threads();
        threads.check(
                () -> {
                    if (session.pulse()) {
                        watch(session, channel);
                    } else {
                        threads.check(channel::cut, FAREWELL);
                    }
                },
                SessionWatch.PULSE);
    }

    private SessionFeed feed(DeliverySource source, Outbox outbox, Executor work, SessionEnd end) {
        SessionResources resources = parts.resources();
        return new SessionFeed(
                source,
                outbox::send,
                () -> new RowSpool(resources.codec(), resources.spools()),
                again -> resources.threads().later(() -> whileOpen(outbox, again), RETRY, work),
                end::rowsFailed);
    }

    private static void whileOpen(Outbox outbox, Runnable work) {
        if (outbox.isOpen()) {
            work.run();
        }
    }
}

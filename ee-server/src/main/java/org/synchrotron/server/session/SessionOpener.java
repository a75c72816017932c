package org.synchrotron.server.session;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.synchrotron.log.UserId;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.access.token.VerifiedToken;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.SharedDeliveries;
import org.synchrotron.server.runtime.Transactions;

/** Creates the session of each new connection, independent of the transport. Thread-safe. */
public final class SessionOpener {

    /** How long a session waits before it reads again after a failed read. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** How long a closed connection may take to be gone. If the client does not read, it would stay. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    /** The same for one whose token is not accepted any more. */
    private static final Duration SHORT_FAREWELL = Duration.ofSeconds(3);

    private final SessionParts parts;
    private final LogDeliveries.Readers readers;
    private final Semaphore strangers;

    public SessionOpener(SessionParts parts, DeliveryReader deliveries, ReaderViews views, Transactions transactions) {
        this.parts = parts;
        ReadingDesk desk = new ReadingDesk(
                new SharedDeliveries(deliveries),
                transactions,
                parts.resources().threads());
        this.readers = new LogDeliveries.Readers(deliveries, views, transactions, desk);
        this.strangers = new Semaphore(parts.resources().limits().unverified());
    }

    /**
     * {@return the session of a newly opened connection} If there are too many sessions, it refuses the client and closes the connection.
     *
     * @param token the verified token of the user at the other end
     */
    public SyncSession open(Channel channel, VerifiedToken token) {
        Caller caller = token.caller();
        UserId user = caller.user();
        SessionToken held = new SessionToken(token, parts.resources().tokens());
        Outbox outbox = new Outbox(
                channel, parts.resources().codec(), parts.resources().threads().senders(user), held::isAccepted);
        SessionEnd end = new SessionEnd(user.value(), outbox, parts.refusals());
        Executor here = new SessionWork(Runnable::run, end::failed);
        Executor work = new SessionWork(parts.resources().threads().workers(user), end::failed);
        Executor uploads = new SessionWork(parts.resources().threads().uploads(user), end::failed);
        SessionFeed feed = feed(new LogDeliveries(caller, readers, here, work, uploads), outbox, work, end);
        SessionAccess access = new SessionAccess(held, outbox, end, () -> quit(feed, outbox));
        SyncSession session = new SyncSession(caller, parts, new SessionLine(outbox, feed, work, end, access));
        if (!parts.open().add(user, channel.address(), feed)) {
            end.tooManySessions();
        }
        watch(session, channel);
        return session;
    }

    /**
     * {@return the conversation on a newly opened connection that brought no token} Its first message must be one. If there are too many such
     * connections, it is refused and closed.
     */
    public Conversation openUnverified(Channel channel) {
        SessionThreads threads = parts.resources().threads();
        // No token names this user, so strangers have a share of the threads for themselves.
        Outbox outbox = new Outbox(channel, parts.resources().codec(), threads.senders(UserId.SERVER));
        boolean hasPlace = strangers.tryAcquire();
        UnverifiedConnection stranger = new UnverifiedConnection(
                parts,
                outbox,
                channel.address(),
                token -> open(channel, token),
                hasPlace ? strangers::release : () -> {});
        if (!hasPlace) {
            stranger.refuse();
        }
        threads.check(
                () -> {
                    stranger.late();
                    threads.check(stranger::cut, FAREWELL);
                },
                parts.resources().limits().hello());
        return stranger;
    }

    /** The session was ended at once: if its client does not let it close, the connection is cut. */
    private void quit(SessionFeed feed, Outbox outbox) {
        parts.open().remove(feed);
        feed.end();
        parts.resources().threads().check(outbox::cut, SHORT_FAREWELL);
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

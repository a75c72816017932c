package org.synchrotron.client.link.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.link.Link;
import org.synchrotron.client.link.LinkEvents;

/**
 * One WebSocket link:
 *
 * <pre>
 *   opening --opened-->                               open
 *   opening --failed, cut off, too late-->            ended
 *   open    --ended by the server, silent, clogged--> ended
 *   any     --close-->                                ended
 * </pre>
 *
 * The end is reported once, unless this side closed the link. A link that ends while it is open begins the closing handshake if the
 * other side may read it. At the end its TCP connection is always cut and its threads are released. Thread-safe; nothing here blocks.
 */
final class WebSocketLink implements Link {

    private static final CloseReason FAREWELL = new CloseReason(CloseCodes.NORMAL_CLOSURE, "");

    /** Tyrus does not say that a connection has ended before the handshake: it waits for the answer all the same. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final ServerAddress address;
    private final LinkLimits limits;
    private final Inbox inbox;
    private final TcpAttempts connections = new TcpAttempts();
    private volatile @Nullable Opening opening;
    private volatile @Nullable Outbox outbox;
    private volatile @Nullable Heartbeat heartbeat;
    private boolean ended;

    WebSocketLink(ServerAddress address, LinkLimits limits, LinkEvents events) {
        this.address = address;
        this.limits = limits;
        this.inbox = new Inbox(events, NetworkThreads.shared(), this::lost);
    }

    /** Begins to open the link. Must be called once, before the link is passed to other threads. */
    void begin(Opening attempt) {
        opening = attempt;
        var unused = LinkTimer.after(limits.opening(), this::openedOrTooLate);
        lookLater(false);
        try {
            attempt.begin();
        } catch (OutOfMemoryError e) {
            failed(ConnectProblems.of(address, e));
        }
    }

    /** A TCP connection is about to be opened for the link. */
    void connecting(TcpConnection connection) {
        connections.add(connection);
    }

    synchronized void opened(Session session) {
        if (ended) {
            return;
        }
        Outbox out = new Outbox(session, connections, NetworkThreads.shared(), this::clogged);
        Heartbeat beat = new Heartbeat(out, limits, () -> end(ConnectProblems.silent(address), null));
        outbox = out;
        heartbeat = beat;
        inbox.opened();
        beat.begin();
        new SendWatch(out, limits.sending(), () -> end(ConnectProblems.stuck(address, limits.sending()), null)).begin();
    }

    private void openedOrTooLate() {
        if (outbox == null) {
            failed(ConnectProblems.tooLate(address, limits.opening()));
        }
    }

    /** @param cutBefore whether the connection had already ended at the last look; an answer that came before that may still be read */
    private void openingOrCutOff(boolean cutBefore) {
        if (outbox != null || hasEnded()) {
            return;
        }
        boolean cut = connections.haveEnded();
        if (cut && cutBefore) {
            failed(ConnectProblems.cutOff(address));
        } else {
            lookLater(cut);
        }
    }

    private void lookLater(boolean cut) {
        var unused = LinkTimer.after(LOOK, () -> openingOrCutOff(cut));
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** The link could not be opened. */
    void failed(SyncProblem why) {
        end(why, null);
    }

    /** The other side sent something. */
    void heard() {
        Heartbeat beat = heartbeat;
        if (beat != null) {
            beat.heard();
        }
    }

    void message(String text) {
        boolean taken;
        synchronized (this) {
            taken = ended || inbox.message(text);
        }
        if (!taken) {
            clogged("the client does not keep up: too many messages wait");
        }
    }

    /** The other side or the network has ended the link. */
    void lost(String why) {
        end(ConnectProblems.lost(address, why), FAREWELL);
    }

    /** This side cannot continue. */
    void refused(CloseReason why) {
        end(ConnectProblems.lost(address, why.getReasonPhrase()), why);
    }

    private void clogged(String why) {
        end(ConnectProblems.lost(address, why), null);
    }

    @Override
    public void send(String text) {
        Outbox out = outbox;
        if (out != null) {
            out.send(text);
        } else if (!hasEnded()) {
            throw new IllegalStateException("a link that is not open yet cannot send");
        }
    }

    @Override
    public void close() {
        inbox.close();
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        finish(FAREWELL);
    }

    private void end(SyncProblem why, @Nullable CloseReason farewell) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            inbox.closed(why);
        }
        finish(farewell);
    }

    /** @param farewell the close reason to send; null if the other side would not read it */
    private void finish(@Nullable CloseReason farewell) {
        Outbox out = outbox;
        if (out == null || farewell == null) {
            cut();
        } else {
            out.close(farewell);
            var unused = LinkTimer.after(limits.closing(), this::cut);
        }
    }

    private void cut() {
        connections.cut();
        Opening attempt = opening;
        if (attempt != null) {
            attempt.stop();
        }
        Outbox out = outbox;
        if (out != null) {
            out.stop();
        }
    }
}

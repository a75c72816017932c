package org.synchrotron.client.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.SyncStatus;
import org.synchrotron.client.SyncStatus.Connection;
import org.synchrotron.client.link.Link;
import org.synchrotron.client.link.LinkEvents;
import org.synchrotron.client.link.TokenSource;
import org.synchrotron.client.link.Transport;
import org.synchrotron.client.link.websocket.WebSocketTransport;
import org.synchrotron.client.runtime.SuppliedTokens;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.MalformedMessage;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Refused;

/**
 * Keeps a connection while one is wanted:
 *
 * <pre>
 *   offline    --connect-->  connecting  --opened-->  linked  --welcome-->  online
 *   connecting --failed-->   waiting     --backoff--> connecting
 *   linked, online --lost--> waiting
 *   any        --disconnect or stop--> offline
 * </pre>
 *
 * Confined to the client's thread. Whatever comes from the network carries the number of the attempt that it belongs to, and is
 * dropped when that one is over.
 */
final class Online {

    private static final Logger LOG = LoggerFactory.getLogger(Online.class);

    private final WriterThread writer;
    private final Replica replica;
    private final MessageCodec codec;
    private final SyncListener listener;
    private final StatusBoard board;
    private final Backoff backoff;
    private final @Nullable Transport transport;
    private final TokenSource tokens;

    private boolean wanted;
    private int attempt;
    private int failures;
    private @Nullable Link link;
    private @Nullable SyncSession session;
    private @Nullable SyncProblem problem;
    private long head;

    Online(WriterThread writer, Replica replica, StatusBoard board, EngineSettings settings, SyncListener listener) {
        this.writer = writer;
        this.replica = replica;
        this.board = board;
        this.listener = listener;
        this.codec = settings.codec();
        this.backoff = settings.backoff();
        this.tokens = new SuppliedTokens(settings.token());
        this.transport = settings.server() == null ? null : new WebSocketTransport(settings.server());
    }

    void connect() {
        if (transport == null) {
            throw new IllegalStateException("the client was built without server(...): it works offline only");
        }
        if (!wanted) {
            wanted = true;
            failures = 0;
            tryToConnect(transport);
        }
    }

    void disconnect() {
        wanted = false;
        drop();
        show();
    }

    /** A record was executed here, is pending again, or is gone. */
    void pendingChanged() {
        if (session != null) {
            take(session::pendingChanged);
        }
        if (problem != null && problem.kind() == Kind.UPLOAD_REFUSED) {
            problem = lastingRefusal();
        }
        show();
    }

    private void tryToConnect(Transport to) {
        int mine = ++attempt;
        show();
        tokens.request(
                token -> writer.post(() -> open(to, token, mine)), problem -> writer.post(() -> lost(mine, problem)));
    }

    private void open(Transport to, String token, int mine) {
        if (mine == attempt) {
            link = to.open(token, events(mine));
        }
    }

    private LinkEvents events(int mine) {
        return new LinkEvents() {
            @Override
            public void opened() {
                writer.post(() -> linked(mine));
            }

            @Override
            public void message(String text) {
                heard(mine, text);
            }

            @Override
            public void closed(SyncProblem why) {
                writer.post(() -> lost(mine, why));
            }
        };
    }

    /** On the network's thread: reading JSON needs no file. */
    private void heard(int mine, String text) {
        try {
            ServerMessage message = codec.readFromServer(text);
            long bytes = text.getBytes(StandardCharsets.UTF_8).length;
            writer.post(() -> received(mine, message, bytes));
        } catch (MalformedMessage e) {
            writer.post(() ->
                    lost(mine, new SyncProblem(Kind.WRONG_ENDPOINT, "the server does not speak this protocol: " + e)));
        }
    }

    private void linked(int mine) {
        if (mine != attempt) {
            return;
        }
        session = new SyncSession(replica, backoff, this::trouble);
        take(session::open);
        show();
    }

    private void received(int mine, ServerMessage message, long bytes) {
        SyncSession present = session;
        if (mine != attempt || present == null) {
            return;
        }
        listener.transferred(0, bytes);
        take(() -> present.on(message));
        if (message instanceof Accepted accepted) {
            listener.uploaded(accepted.outcomes().size());
        }
        if (session == present && present.isWelcome()) {
            head = present.head();
            if (present.hasExchanged() && !(message instanceof Refused)) {
                succeeded();
            }
        }
        show();
    }

    /** A greeting alone is no success: what follows it may fail every time, and the waits in between must grow. */
    private void succeeded() {
        failures = 0;
        problem = lastingRefusal();
    }

    /** {@return the problem, if it is a refusal of which something is left: a record quarantined, or uploads that stopped} */
    private @Nullable SyncProblem lastingRefusal() {
        boolean lasts = quarantined() > 0 || session != null && session.hasStoppedUploads();
        return lasts && problem != null && problem.kind() == Kind.UPLOAD_REFUSED ? problem : null;
    }

    private void lost(int mine, SyncProblem why) {
        if (mine != attempt) {
            return;
        }
        trouble(why);
        drop();
        retry(why);
        show();
    }

    private void retry(SyncProblem why) {
        Transport to = transport;
        if (!wanted || to == null) {
            return;
        }
        failures++;
        int mine = attempt;
        Duration wait = why.kind() == Kind.TOKEN_REFUSED ? backoff.slow() : backoff.before(failures);
        writer.after(wait, () -> {
            if (mine == attempt && wanted) {
                tryToConnect(to);
            }
        });
    }

    /** Lets the session go on, and does what it wants. The file may fail meanwhile; the network is not to blame then. */
    private void take(Supplier<Reaction> step) {
        int mine = attempt;
        try {
            carryOut(step.get(), mine);
        } catch (DatabaseFailure e) {
            lost(mine, new SyncProblem(Kind.DATABASE, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("the exchange with {} failed", address(), e);
            lost(mine, new SyncProblem(Kind.CONNECTION_LOST, "the exchange with " + address() + " failed: " + e));
        }
    }

    private void carryOut(Reaction reaction, int mine) {
        reaction.say().forEach(this::send);
        Duration wait = reaction.resumeAfter();
        if (wait != null) {
            writer.after(wait, () -> resume(mine));
        }
        if (reaction.end() == Reaction.End.STOP) {
            disconnect();
        } else if (reaction.end() == Reaction.End.RECONNECT) {
            drop();
            retry(problem != null ? problem : new SyncProblem(Kind.CONNECTION_LOST, "starting over"));
        }
    }

    private void resume(int mine) {
        if (mine == attempt && session != null) {
            take(session::resume);
            show();
        }
    }

    private void send(ClientMessage message) {
        if (link == null) {
            return;
        }
        String text = codec.write(message);
        link.send(text);
        listener.transferred(text.getBytes(StandardCharsets.UTF_8).length, 0);
    }

    private void trouble(SyncProblem why) {
        problem = why;
        listener.problem(why);
    }

    /** Ends the present attempt, whatever stage it is in. */
    private void drop() {
        attempt++;
        session = null;
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private String address() {
        return transport == null ? "no server" : transport.address();
    }

    private void show() {
        boolean welcome = session != null && session.isWelcome();
        Connection connection = welcome ? Connection.ONLINE : wanted ? Connection.CONNECTING : Connection.OFFLINE;
        board.show(new SyncStatus(connection, replica.state().cursor(), head, pending(), quarantined(), problem));
    }

    private int pending() {
        return counted(replica::pendingCount, board.status().pending());
    }

    private int quarantined() {
        return counted(replica::quarantinedCount, board.status().quarantined());
    }

    /** What was done is done: a file that fails now must not make it look otherwise. */
    private static int counted(IntSupplier count, int before) {
        try {
            return count.getAsInt();
        } catch (DatabaseFailure e) {
            LOG.warn("the status is not up to date: {}", e.getMessage());
            return before;
        }
    }
}

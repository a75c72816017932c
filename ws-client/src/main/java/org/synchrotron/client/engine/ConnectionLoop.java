package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.engine.ConnectionEvent.Lost;
import org.synchrotron.client.engine.ConnectionEvent.TokenGiven;
import org.synchrotron.client.engine.ConnectionReaction.AskForToken;
import org.synchrotron.client.engine.ConnectionReaction.BeginSession;
import org.synchrotron.client.engine.ConnectionReaction.OpenLink;
import org.synchrotron.client.link.Link;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.Utf8;

/**
 * Keeps a connection open while one is wanted. {@link Transition} and {@link SyncSession} decide what to do; this class does it, and
 * tells them what happens.
 *
 * <p>Confined to the client's {@link Loop}; events from the network are posted to it.
 */
final class ConnectionLoop implements LoopEvents.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);

    private final Replica replica;
    private final ConnectionSettings settings;
    private final SyncListener listener;
    private final LoopEvents events;
    private final LastProblem problem;
    private final ReadBarriers barriers;
    private final TokenRefresh refresh;

    private ConnectionState state = new ConnectionState.Offline(0);
    private @Nullable Link link;
    private @Nullable SyncSession session;
    private long head;

    /** @param afterEvent runs after each event from outside: the status may have changed */
    ConnectionLoop(
            Loop loop, Replica replica, ConnectionSettings settings, SyncListener listener, Runnable afterEvent) {
        this.replica = replica;
        this.settings = settings;
        this.listener = listener;
        this.events = new LoopEvents(loop, settings.codec(), afterEvent);
        this.problem = new LastProblem(replica, listener);
        this.barriers = new ReadBarriers(events::post, this::send);
        this.refresh = new TokenRefresh(settings.network().tokens(), events, () -> state.attempt(), this::send);
    }

    void connect() {
        on(new ConnectionEvent.Connect());
    }

    void disconnect() {
        on(new ConnectionEvent.Disconnect());
    }

    /** A record was executed here, is pending again, or was deleted. The loop handles this later. */
    void pendingChanged() {
        events.post(this::takePending);
    }

    /** Runs the work once the server has said how far its log is, after this call. */
    void afterHead(Runnable work) {
        barriers.add(work, session != null && session.isWelcome());
    }

    private void takePending() {
        if (session != null) {
            take(session::pendingChanged);
            take(session::ask);
        }
        problem.pendingChanged(session);
    }

    ConnectionState state() {
        return state;
    }

    /** {@return the server's latest ingest id, as last heard; 0 before the first contact} */
    long head() {
        return head;
    }

    /** {@return the last problem; null if an exchange succeeded since then} */
    @Nullable
    SyncProblem problem() {
        return problem.get();
    }

    @Override
    public void on(ConnectionEvent event) {
        Transition transition = Transition.of(state, event);
        state = transition.next();
        transition.reactions().forEach(this::carryOut);
    }

    private void carryOut(ConnectionReaction reaction) {
        if (reaction instanceof AskForToken ask) {
            askForToken(ask.attempt());
        } else if (reaction instanceof OpenLink open) {
            link = settings.network().transport().open(open.token(), events.ofLink(open.attempt(), this));
        } else if (reaction instanceof BeginSession begin) {
            beginSession(begin.attempt());
        } else if (reaction instanceof ConnectionReaction.Wait wait) {
            events.after(settings.backoff().of(wait), () -> on(new ConnectionEvent.WaitOver(wait.attempt())));
        } else {
            endLink();
        }
    }

    private void askForToken(int attempt) {
        events.after(Backoff.GREETING_LIMIT, () -> endUnlessGreeted(attempt));
        settings.network()
                .tokens()
                .request(
                        token -> events.post(() -> on(new TokenGiven(attempt, token))),
                        why -> events.post(() -> lost(attempt, why)));
    }

    /** Each step of the ports has a time limit. This limit is for a server that accepts a link and then sends nothing. */
    private void endUnlessGreeted(int attempt) {
        if (!(state instanceof ConnectionState.Online)) {
            lost(attempt, ServerMessages.noGreeting(settings.address(), Backoff.GREETING_LIMIT));
        }
    }

    private void beginSession(int attempt) {
        SyncSession begun = new SyncSession(replica, settings.backoff(), problem::set);
        session = begun;
        take(begun::open);
        events.after(Backoff.LASTING, () -> on(new ConnectionEvent.Lasted(attempt)));
    }

    private void endLink() {
        session = null;
        replica.rows().interrupted();
        barriers.lost();
        if (link != null) {
            link.close();
            link = null;
        }
    }

    @Override
    public void received(int attempt, ServerMessage message, long bytes) {
        SyncSession present = session;
        if (attempt != state.attempt() || present == null) {
            return;
        }
        listener.transferred(0, bytes);
        long before = replica.state().cursor();
        take(() -> present.on(message));
        if (message instanceof Accepted accepted) {
            listener.uploaded(accepted.outcomes().size());
        }
        if (session == present && present.isWelcome()) {
            barriers.on(message);
            refresh.on(message);
            follow(present, message, replica.state().cursor() != before);
        }
    }

    /** Updates the connection's state after the session has handled a message. */
    private void follow(SyncSession present, ServerMessage message, boolean further) {
        ServerMessages.events(state.attempt(), message, further).forEach(this::on);
        head = present.head();
        if (present.hasExchanged()
                && !(message instanceof ServerMessage.Refused)
                && !state.failures().unanswered()) {
            problem.exchanged(session);
        }
    }

    @Override
    public void lost(int attempt, SyncProblem why) {
        if (attempt == state.attempt()) {
            problem.set(why);
            on(lossOf(attempt, why.kind(), false));
        }
    }

    private Lost lossOf(int attempt, Kind why, boolean mended) {
        return new Lost(attempt, why, session != null && session.uploadUnderWay() != 0, mended);
    }

    /** Runs a step of the session and carries out its reaction. A failure of the file is reported as such. */
    private void take(Supplier<Reaction> step) {
        int attempt = state.attempt();
        try {
            carryOut(step.get(), attempt);
        } catch (DatabaseFailure e) {
            lost(attempt, new SyncProblem(Kind.DATABASE, String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            LOG.error("the exchange with {} failed", settings.address(), e);
            lost(attempt, new SyncProblem(Kind.INTERNAL, "the exchange with " + settings.address() + " failed: " + e));
            replica.lookThrough();
        }
    }

    private void carryOut(Reaction reaction, int attempt) {
        reaction.say().forEach(this::send);
        Duration wait = reaction.resumeAfter();
        if (wait != null) {
            events.after(wait, () -> resume(attempt));
        }
        switch (reaction.end()) {
            case STOP -> disconnect();
            case RECONNECT -> on(lossOf(attempt, problem.kindOr(Kind.CONNECTION_LOST), false));
            case RECONNECT_MENDED -> on(lossOf(attempt, problem.kindOr(Kind.CONNECTION_LOST), true));
            case NONE -> {}
        }
    }

    private void resume(int attempt) {
        if (attempt == state.attempt() && session != null) {
            take(session::resume);
        }
    }

    private void send(ClientMessage message) {
        if (link != null) {
            String text = settings.codec().write(message);
            link.send(text);
            listener.transferred(Utf8.length(text), 0);
            if (message instanceof ClientMessage.Upload upload) {
                endUnlessAnswered(state.attempt(), upload.uploadId());
            }
        }
    }

    /** The link watches that the server is there. This is for one that is there and never answers. */
    private void endUnlessAnswered(int attempt, long uploadId) {
        events.after(settings.answerLimit(), () -> {
            if (session != null && session.uploadUnderWay() == uploadId) {
                lost(attempt, ServerMessages.noAnswer(settings.address(), settings.answerLimit()));
            }
        });
    }
}

package org.synchrotron.server.websocket;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.synchrotron.clock.WallClock;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.SyncDatabase;
import org.synchrotron.server.session.Greeting;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.Outbox;
import org.synchrotron.server.session.Refusals;
import org.synchrotron.server.session.SessionFeed;
import org.synchrotron.server.session.SyncSession;
import org.synchrotron.server.session.UploadQueue;

/** The WebSocket's edge to the container: gives each connection a {@link SyncSession} and hands texts over to it. */
@ServerEndpoint(ProtocolVersion.PATH)
public class SyncEndpoint implements SyncSession.Conversation {

    private static final System.Logger LOG = System.getLogger(SyncEndpoint.class.getName());
    private static final long RETRY_MS = 2_000;

    @Inject
    private ServerThreads threads;

    @Inject
    private SyncDatabase database;

    @Inject
    private UploadQueue uploads;

    @Inject
    private DeliveryReader deliveries;

    @Inject
    private OpenSessions sessions;

    @Inject
    private MessageCodec codec;

    @Inject
    private WallClock wall;

    @Inject
    private Settings settings;

    private @Nullable SyncSession conversation;
    private @Nullable Caller caller;

    /** The filter has verified the token, so the principal is ours. */
    @OnOpen
    public void open(Session session) {
        Caller verified = (Caller) session.getUserPrincipal();
        Outbox outbox = new Outbox(session, codec, threads.senders());
        SyncSession opened = new SyncSession(
                verified,
                this,
                outbox,
                feed(session, verified, outbox),
                new MessageParts(settings.maxMessageBytes()),
                codec,
                new Refusals(wall),
                threads.workers());
        caller = verified;
        conversation = opened;
        sessions.add(verified.user(), opened.feed());
    }

    private SessionFeed feed(Session session, Caller reader, Outbox outbox) {
        AtomicReference<@Nullable SessionFeed> self = new AtomicReference<>();
        Runnable retry = () -> threads.later(
                () -> {
                    SessionFeed feed = self.get();
                    if (feed != null && session.isOpen()) {
                        feed.again();
                    }
                },
                RETRY_MS);
        SessionFeed feed = new SessionFeed(
                cursor -> database.transaction(sql -> deliveries.next(reader, cursor, sql)),
                outbox::send,
                threads.workers(),
                retry);
        self.set(feed);
        return feed;
    }

    @OnMessage
    public void text(String part, boolean last) {
        SyncSession opened = conversation;
        if (opened != null) {
            opened.text(part, last);
        }
    }

    @OnClose
    public void close() {
        SyncSession opened = conversation;
        Caller closing = caller;
        if (opened != null && closing != null) {
            sessions.remove(closing.user(), opened.feed());
            opened.ended();
        }
    }

    /** A connection that breaks is no news; the container closes it, and the client comes again. */
    @OnError
    public void error(Throwable failure) {
        LOG.log(System.Logger.Level.DEBUG, "a connection broke", failure);
    }

    @Override
    public ServerMessage greet(Hello hello, Caller guest) {
        Refusals refusals = new Refusals(wall);
        try {
            Greeting greeting = new Greeting(refusals, wall, settings.maxMessageBytes());
            return database.transaction(sql -> greeting.answer(hello, guest, sql));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, () -> "hello of client " + hello.clientId() + " failed", e);
            return refusals.connection(Refusal.UNAVAILABLE, "the server cannot answer now; try again later");
        }
    }

    @Override
    public ServerMessage take(long uploadId, Upload upload) {
        return uploads.take(uploadId, upload);
    }
}

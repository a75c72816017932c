package org.synchrotron.client;

import static java.util.Objects.requireNonNull;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.tyrus.server.Server;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.todos.Todos;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.AudiencesDigest;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.Cursor;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.Reply;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Accepted;
import org.synchrotron.protocol.ServerMessage.Answer;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.protocol.ServerMessage.Refused;
import org.synchrotron.protocol.TextParts;

/** A WebSocket server with a log that believes every upload: enough to see how a client talks. It knows nothing of rules or access. */
public final class TestServer implements AutoCloseable {

    /** It runs nothing, so it asks for all row changes. */
    private static final Set<String> TAGS =
            Todos.definitions().stream().map(ActionDefinition::tag).collect(Collectors.toSet());

    /** Tyrus makes the endpoint; this is how it finds its server. One at a time in a JVM. */
    private static volatile @Nullable TestServer current;

    private final MessageCodec codec = new MessageCodec();
    private final Server server;
    private final List<LogEntry> log = new ArrayList<>();
    private final Map<Session, Long> cursors = new ConcurrentHashMap<>();
    private final Set<Session> busy = ConcurrentHashMap.newKeySet();
    private final List<ClientMessage> heard = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<ClientMessage.Upload, Optional<ServerMessage>> objection = upload -> Optional.empty();
    private volatile LongFunction<Reply> reply = Reply.Head::new;
    private volatile boolean losesAnswers;
    private volatile String epoch = "epoch-1";
    private volatile String user = "alice";
    private volatile Set<String> audiences = Set.of("u:alice", "team");
    private volatile Map<String, String> rows = Map.of();
    final Greetings greetings = new Greetings(TAGS);

    public TestServer() {
        this(0);
    }

    public TestServer(int port) {
        current = this;
        server = new Server("127.0.0.1", port == 0 ? -1 : port, "/app", Map.of(), TestEndpoint.Config.class);
        try {
            server.start();
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port() + "/app");
    }

    public int port() {
        return server.getPort();
    }

    public TestServer user(String name) {
        user = name;
        return this;
    }

    public TestServer epoch(String name) {
        epoch = name;
        return this;
    }

    public TestServer audiences(String... names) {
        audiences = Set.of(names);
        return this;
    }

    /** Says that its log begins then. */
    public TestServer logStart(long timeMs) {
        greetings.logStart = timeMs;
        return this;
    }

    /** Asks only for these actions' row changes. */
    public TestServer retired(String... tags) {
        greetings.retired = Set.of(tags);
        return this;
    }

    public TestServer maxMessageBytes(int bytes) {
        greetings.maxMessageBytes = bytes;
        return this;
    }

    void rows(Map<String, String> byTable) {
        rows = byTable;
    }

    /** Answers uploads with this instead of taking them. */
    public void objects(Function<ClientMessage.Upload, Optional<ServerMessage>> with) {
        objection = with;
    }

    /** Replies to the question for its head with this. */
    public void replies(LongFunction<Reply> with) {
        reply = with;
    }

    public void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    public List<ClientMessage> heard() {
        return List.copyOf(heard);
    }

    public List<ClientMessage.Upload> uploads() {
        return heard().stream()
                .flatMap(each -> each instanceof ClientMessage.Upload upload ? Stream.of(upload) : Stream.empty())
                .toList();
    }

    public synchronized List<LogEntry> log() {
        return List.copyOf(log);
    }

    /** Somebody else's records arrive. */
    public synchronized void append(LogEntry... entries) {
        appendUnannounced(entries);
        cursors.keySet().forEach(this::deliver);
    }

    /** Somebody else's records arrive, and nobody is told. */
    public synchronized void appendUnannounced(LogEntry... entries) {
        List.of(entries).forEach(this::add);
    }

    /** Loses its latest record. */
    public synchronized void loseOne() {
        log.remove(log.size() - 1);
    }

    /** Says this to everybody who is connected. */
    public synchronized void says(ServerMessage message) {
        cursors.keySet().forEach(session -> send(session, message));
    }

    public void dropConnections() {
        cursors.keySet().forEach(TestServer::drop);
    }

    static TestServer current() {
        return requireNonNull(current);
    }

    void on(Session session, String text) {
        on(session, codec.readFromClient(text));
    }

    private synchronized void on(Session session, ClientMessage message) {
        heard.add(message);
        if (message instanceof ClientMessage.Hello hello) {
            ServerMessage answer = greetings.answer(hello, new UserId(user), epoch, log.size(), audiences);
            if (answer instanceof Refused) {
                send(session, answer);
                return;
            }
            cursors.put(session, Greetings.held(hello));
            send(session, answer);
            deliver(session);
        } else if (message instanceof ClientMessage.Upload upload) {
            upload(session, upload);
        } else if (message instanceof ClientMessage.Received received) {
            cursors.put(session, received.upTo());
            busy.remove(session);
            deliver(session);
        } else if (message instanceof ClientMessage.Need need) {
            sendRows(session, need.rows());
        } else if (message instanceof ClientMessage.Token) {
            send(session, new ServerMessage.TokenAccepted(requireNonNull(greetings.tokenLastsMs)));
        } else if (message instanceof ClientMessage.Ask ask) {
            send(session, new Answer(ask.questionId(), reply.apply(log.size())));
            deliver(session);
        }
    }

    private void sendRows(Session session, RowScope whole) {
        Long held = cursors.put(session, (long) log.size());
        new SentRows(new UserId(user), AudiencesDigest.of(audiences), requireNonNull(held), whole, rows)
                .messages(log, new Cursor(epoch + ':' + log.size()))
                .forEach(each -> send(session, each));
    }

    private void upload(Session session, ClientMessage.Upload upload) {
        Optional<ServerMessage> no = objection.apply(upload);
        if (no.isPresent()) {
            send(session, no.get());
            return;
        }
        upload.records()
                .forEach(each ->
                        add(new LogEntry(each.record(), null, each.claim().changes())));
        Map<ActionId, Outcome> outcomes = upload.records().stream()
                .collect(Collectors.toMap(each -> each.record().id(), each -> Outcome.APPLIED));
        if (losesAnswers) {
            drop(session);
            return;
        }
        send(session, new Accepted(upload.uploadId(), log.size(), outcomes));
        cursors.keySet().forEach(this::deliver);
    }

    private void add(LogEntry entry) {
        ActionRecord record = entry.record();
        if (log.stream().noneMatch(each -> each.record().id().equals(record.id()))) {
            Outcome outcome = entry.accepted().map(Acceptance::outcome).orElse(Outcome.APPLIED);
            log.add(new LogEntry(
                    record, new Acceptance(log.size() + 1, Instant.ofEpochMilli(0), outcome), entry.effects()));
        }
    }

    private void deliver(Session session) {
        Long cursor = cursors.get(session);
        if (cursor != null && cursor > log.size()) {
            cursors.put(session, 0L);
            sendRows(session, RowScope.ALL);
        } else if (cursor != null && cursor < log.size() && busy.add(session)) {
            send(
                    session,
                    new Delivery(
                            new UserId(user),
                            AudiencesDigest.of(audiences),
                            cursor,
                            log.size(),
                            log.size(),
                            new Cursor(epoch + ':' + log.size()),
                            log.subList(cursor.intValue(), log.size()),
                            List.of()));
        }
    }

    private void send(Session session, ServerMessage message) {
        String text = codec.write(message);
        try {
            TextParts.send(text, session.getBasicRemote()::sendText);
        } catch (IOException | IllegalStateException e) {
            // The client has closed the connection, and Tyrus says so before it says that it has ended.
            gone(session);
        }
    }

    void gone(Session session) {
        cursors.remove(session);
        busy.remove(session);
    }

    private static void drop(Session session) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "dropped by the test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}

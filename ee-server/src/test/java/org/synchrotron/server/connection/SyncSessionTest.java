package org.synchrotron.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.MessageParts;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.announce.Outbox;
import org.synchrotron.server.announce.SessionFeed;

class SyncSessionTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final Hello HELLO = new Hello(1, new ClientId("till-1"), 0, null);

    private final List<String> said = new ArrayList<>();
    private final List<CloseReason> closed = new ArrayList<>();
    private final List<ClientId> guests = new ArrayList<>();
    private final SyncSession session = session();

    @Test
    void whoIsCutOffIsNotListenedTo() {
        session.text("{}", true);
        says(HELLO);

        assertThat(said).singleElement().asString().contains(Refusal.MALFORMED.text());
        assertThat(closed).hasSize(1);
        assertThat(guests).isEmpty();
    }

    @Test
    void nothingIsHeardOrSaidOnceTheConnectionHasEnded() {
        session.ended();
        says(HELLO);
        session.text("{}", true);

        assertThat(guests).isEmpty();
        assertThat(said).isEmpty();
        assertThat(closed).isEmpty();
    }

    @Test
    void aGuestThatCannotBeGreetedNowMayTryAgain() {
        says(HELLO);
        says(HELLO);

        assertThat(guests).hasSize(2);
        assertThat(said).hasSize(2).allMatch(each -> each.contains(Refusal.UNAVAILABLE.text()));
        assertThat(closed).isEmpty();
    }

    private void says(ClientMessage message) {
        session.text(CODEC.write(message), true);
    }

    private SyncSession session() {
        Refusals refusals = new Refusals(() -> 0);
        Outbox outbox = new Outbox(container(), CODEC, Runnable::run);
        return new SyncSession(
                new Caller(new UserId("ann"), "synchrotron_user"),
                new SyncSession.Conversation() {
                    @Override
                    public ServerMessage greet(Hello hello, Caller caller) {
                        guests.add(hello.clientId());
                        return refusals.connection(Refusal.UNAVAILABLE, "the database is down");
                    }

                    @Override
                    public ServerMessage take(long uploadId, Upload upload) {
                        throw new IllegalStateException("nobody was greeted");
                    }
                },
                outbox,
                new SessionFeed(
                        cursor -> {
                            throw new IllegalStateException("nobody was greeted");
                        },
                        outbox::send,
                        Runnable::run,
                        () -> {}),
                new MessageParts(1_000),
                CODEC,
                refusals,
                Runnable::run);
    }

    /** The container's side of the connection. */
    private Session container() {
        RemoteEndpoint.Basic remote = proxy(RemoteEndpoint.Basic.class, (self, method, arguments) -> {
            said.add((String) arguments[0]);
            return null;
        });
        return proxy(Session.class, (self, method, arguments) -> {
            if (method.getName().equals("close")) {
                closed.add((CloseReason) arguments[0]);
                return null;
            }
            return remote;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

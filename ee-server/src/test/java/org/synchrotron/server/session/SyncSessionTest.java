package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.synchrotron.server.kit.ContainerSession;

class SyncSessionTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final Hello HELLO = new Hello(1, new ClientId("till-1"), 0, null);

    private final List<String> said = new ArrayList<>();
    private final List<ClientId> guests = new ArrayList<>();
    private final ContainerSession container = new ContainerSession(said::add);
    private final SyncSession session = session();

    @Test
    void whoIsCutOffIsNotListenedTo() {
        session.text("{}", true);
        says(HELLO);

        assertThat(said).singleElement().asString().contains(Refusal.MALFORMED.text());
        assertThat(container.closed()).hasSize(1);
        assertThat(guests).isEmpty();
    }

    @Test
    void nothingIsHeardOrSaidOnceTheConnectionHasEnded() {
        session.ended();
        says(HELLO);
        session.text("{}", true);

        assertThat(guests).isEmpty();
        assertThat(said).isEmpty();
        assertThat(container.closed()).isEmpty();
    }

    @Test
    void aGuestThatCannotBeGreetedNowMayTryAgain() {
        says(HELLO);
        says(HELLO);

        assertThat(guests).hasSize(2);
        assertThat(said).hasSize(2).allMatch(each -> each.contains(Refusal.UNAVAILABLE.text()));
        assertThat(container.closed()).isEmpty();
    }

    private void says(ClientMessage message) {
        session.text(CODEC.write(message), true);
    }

    private SyncSession session() {
        Refusals refusals = new Refusals(() -> 0);
        Outbox outbox = new Outbox(container.session(), CODEC, Runnable::run);
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
}

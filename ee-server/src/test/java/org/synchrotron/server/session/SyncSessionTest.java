package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.server.runtime.Transactions;

class SyncSessionTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final Hello HELLO = new Hello(1, new ClientId("till-1"), 0, null);

    /** Muted, because the test takes the database away. Held in a field, because an unreferenced logger loses its level. */
    private static final Logger LOG = Logger.getLogger(Greeting.class.getName());

    private final List<ClientId> greeted = new ArrayList<>();
    private final RecordedChannel channel = new RecordedChannel();
    private final List<String> sent = channel.sent();
    private final SyncSession session = session();

    @BeforeAll
    static void muteWarnings() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreWarnings() {
        LOG.setLevel(null);
    }

    @Test
    void messagesOfADisconnectedClientAreIgnored() {
        session.text("{}");
        send(HELLO);

        assertThat(sent).singleElement().asString().contains(Refusal.MALFORMED.text());
        assertThat(channel.closed()).hasSize(1);
        assertThat(greeted).isEmpty();
    }

    @Test
    void nothingIsReadOrSentAfterTheConnectionEnded() {
        session.ended();
        send(HELLO);
        session.text("{}");

        assertThat(greeted).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(channel.closed()).isEmpty();
    }

    @Test
    void aFailedHelloMayBeTriedAgain() {
        send(HELLO);
        send(HELLO);

        assertThat(greeted).hasSize(2);
        assertThat(sent).hasSize(2).allMatch(each -> each.contains(Refusal.UNAVAILABLE.text()));
        assertThat(channel.closed()).isEmpty();
    }

    private void send(ClientMessage message) {
        session.text(CODEC.write(message));
    }

    private SyncSession session() {
        Refusals refusals = new Refusals(() -> 0);
        SessionParts parts = new SessionParts(
                new Greeting(new NoDatabase(), refusals, () -> 0, 1_000),
                new UploadQueue(
                        (upload, sql) -> {
                            throw new IllegalStateException("no client was greeted");
                        },
                        new NoDatabase(),
                        entry -> {},
                        refusals),
                new OpenSessions(),
                CODEC,
                refusals,
                new CallersThread());
        return new SessionOpener(parts, new DeliveryReader(DeliveryLimits.DEFAULT), new NoDatabase())
                .open(channel, new Caller(new UserId("ann"), "synchrotron_user"));
    }

    /** Fails each transaction, and notes that a client was greeted in it. */
    private final class NoDatabase implements Transactions {

        @Override
        public <T> T transaction(Function<Handle, T> work) {
            greeted.add(HELLO.clientId());
            throw new IllegalStateException("the database is down");
        }
    }

    private static final class CallersThread implements ServerThreads {

        @Override
        public Executor workers() {
            return Runnable::run;
        }

        @Override
        public Executor senders() {
            return Runnable::run;
        }

        @Override
        public void later(Runnable work, Duration pause) {
            throw new IllegalStateException("no work is scheduled for later");
        }
    }
}

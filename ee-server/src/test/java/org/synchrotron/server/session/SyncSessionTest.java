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

    /** Of the database that is away, the test knows. Held: a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger(Greeting.class.getName());

    private final List<ClientId> guests = new ArrayList<>();
    private final RecordedChannel channel = new RecordedChannel();
    private final List<String> said = channel.said();
    private final SyncSession session = session();

    @BeforeAll
    static void warnOfNothing() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void warnAgain() {
        LOG.setLevel(null);
    }

    @Test
    void whoIsCutOffIsNotListenedTo() {
        session.text("{}");
        says(HELLO);

        assertThat(said).singleElement().asString().contains(Refusal.MALFORMED.text());
        assertThat(channel.closed()).hasSize(1);
        assertThat(guests).isEmpty();
    }

    @Test
    void nothingIsHeardOrSaidOnceTheConnectionHasEnded() {
        session.ended();
        says(HELLO);
        session.text("{}");

        assertThat(guests).isEmpty();
        assertThat(said).isEmpty();
        assertThat(channel.closed()).isEmpty();
    }

    @Test
    void aGuestThatCannotBeGreetedNowMayTryAgain() {
        says(HELLO);
        says(HELLO);

        assertThat(guests).hasSize(2);
        assertThat(said).hasSize(2).allMatch(each -> each.contains(Refusal.UNAVAILABLE.text()));
        assertThat(channel.closed()).isEmpty();
    }

    private void says(ClientMessage message) {
        session.text(CODEC.write(message));
    }

    private SyncSession session() {
        Refusals refusals = new Refusals(() -> 0);
        SessionParts parts = new SessionParts(
                new Greeting(new NoDatabase(), refusals, () -> 0, 1_000),
                new UploadQueue(
                        (upload, sql) -> {
                            throw new IllegalStateException("nobody was greeted");
                        },
                        new NoDatabase(),
                        entry -> {},
                        refusals),
                new OpenSessions(),
                CODEC,
                refusals,
                new ThreadOfTheTest());
        return new SessionOpener(parts, new DeliveryReader(DeliveryLimits.DEFAULT), new NoDatabase())
                .open(channel, new Caller(new UserId("ann"), "synchrotron_user"));
    }

    /** A guest is greeted in a transaction. */
    private final class NoDatabase implements Transactions {

        @Override
        public <T> T transaction(Function<Handle, T> work) {
            guests.add(HELLO.clientId());
            throw new IllegalStateException("the database is down");
        }
    }

    private static final class ThreadOfTheTest implements ServerThreads {

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
            throw new IllegalStateException("nothing is done later");
        }
    }
}

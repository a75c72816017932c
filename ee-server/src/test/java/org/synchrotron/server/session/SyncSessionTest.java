package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ClientId;
import org.synchrotron.protocol.ClientMessage;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.server.runtime.Transactions;

class SyncSessionTest {

    private static final Hello HELLO = Hello.of(new ClientId("till-1"), null, ReplicaReport.NOTHING);

    /** Muted, because the test takes the database away. Held in a field, because an unreferenced logger loses its level. */
    private static final Logger LOG = Logger.getLogger(Greeting.class.getName());

    private final List<ClientId> greeted = new ArrayList<>();
    private final RecordedChannel channel = new RecordedChannel();
    private final List<String> sent = channel.sent();
    private final VirtualThreads threads = new VirtualThreads();
    private final SyncSession session =
            new TestNode(threads, SessionLimits.DEFAULT, new NoDatabase()).open(channel, "ann");

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
        text("{}");
        send(HELLO);

        assertThat(sent).singleElement().asString().contains(Refusal.MALFORMED.text());
        assertThat(channel.closed()).hasSize(1);
        assertThat(greeted).isEmpty();
    }

    @Test
    void nothingIsReadOrSentAfterTheConnectionEnded() {
        session.ended();
        send(HELLO);
        text("{}");

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
        text(TestNode.CODEC.write(message));
    }

    private void text(String text) {
        session.text(text);
        threads.run();
    }

    /** Fails each transaction, and notes that a client was greeted in it. */
    private final class NoDatabase implements Transactions {

        @Override
        public <T> T transaction(Function<Handle, T> work) {
            greeted.add(HELLO.clientId());
            throw new IllegalStateException("the database is down");
        }
    }
}

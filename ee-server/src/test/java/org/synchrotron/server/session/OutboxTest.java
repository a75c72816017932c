package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Wake;

@Timeout(60)
class OutboxTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final int ROUNDS = 20_000;

    /** Muted, because tests let sending fail. Held in a field, because an unreferenced logger loses its level. */
    private static final Logger LOG = Logger.getLogger(Outbox.class.getName());

    private final RecordedChannel channel = new RecordedChannel();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Outbox outbox = new Outbox(channel, CODEC, tasks::add);

    @BeforeAll
    static void muteWarnings() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void restoreWarnings() {
        LOG.setLevel(null);
    }

    @Test
    void messagesAreSentInOrderAndTheLastBeforeTheClose() {
        outbox.send(new Wake(1));
        outbox.send(new Wake(2));
        outbox.close(new Wake(3), CloseCode.REFUSED, "not you");
        outbox.send(new Wake(4));
        run();

        assertThat(channel.events()).containsExactly(text(1), text(2), text(3), "REFUSED: not you");
    }

    @Test
    void aClientThatDoesNotReadIsDisconnected() {
        for (int i = 0; i <= 64; i++) {
            outbox.send(new Wake(i));
        }
        assertThat(outbox.isOpen()).isFalse();
        run();

        assertThat(channel.events()).containsExactly("DOES_NOT_READ: the client does not read");
    }

    @Test
    void theChannelIsNotCalledAfterTheEnd() {
        outbox.send(new Wake(1));
        outbox.ended();
        outbox.send(new Wake(2));
        outbox.close(new Wake(3), CloseCode.REFUSED, "not you");
        run();

        assertThat(channel.events()).isEmpty();
        assertThat(outbox.isOpen()).isFalse();
    }

    @Test
    void aMessageThatCannotBeSentEndsTheConnection() {
        Outbox broken = new Outbox(new BrokenChannel(new AssertionError("a defect"), channel), CODEC, tasks::add);
        broken.send(new Wake(1));
        broken.send(new Wake(2));
        run();

        assertThat(channel.events()).containsExactly("FAILED: the server failed");
        assertThat(broken.isOpen()).isFalse();
        assertThat(broken.isWriting()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // No message that can be built is known to fail.
    void aMessageThatIsNoJsonEndsTheConnection() {
        outbox.send(null);
        run();

        assertThat(channel.events()).containsExactly("FAILED: the server failed");
    }

    @Test
    void aWriteThatIsGivenUpCutsTheConnection() {
        Outbox broken = new Outbox(new BrokenChannel(new IOException("given up"), channel), CODEC, tasks::add);
        broken.send(new Wake(1));
        run();

        assertThat(channel.events()).containsExactly("cut");
        assertThat(broken.isOpen()).isFalse();
    }

    @Test
    void threadsThatTakeNoMoreWorkEndTheConnection() {
        Outbox late = new Outbox(channel, CODEC, task -> {
            throw new RejectedExecutionException("stopping");
        });
        late.send(new Wake(1));

        assertThat(channel.events()).containsExactly("cut");
        assertThat(late.isWriting()).isFalse();
    }

    /** The sending thread may have just found the queue empty. */
    @Test
    void theLastMessageIsAlwaysSentBeforeTheClose() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(endsWhileTheSenderFinishes(threads, i % 100))
                        .containsExactly(text(1), text(2), "REFUSED: not you");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatWaitsWhenNothingMayBeSentAnyMoreIsDropped() {
        AtomicBoolean allowed = new AtomicBoolean(true);
        Outbox guarded = new Outbox(channel, CODEC, tasks::add, allowed::get);
        guarded.send(new Wake(1));
        allowed.set(false);
        guarded.close(new Wake(2), CloseCode.REFUSED, "not you");
        run();

        assertThat(channel.events()).containsExactly(text(2), "REFUSED: not you");
    }

    @Test
    void anEndAtOnceComesBeforeWhatWaits() {
        outbox.send(new Wake(1));
        outbox.send(new Wake(2));
        outbox.closeNow(new Wake(3), CloseCode.UNAUTHORIZED, "expired");
        outbox.send(new Wake(4));
        run();

        assertThat(channel.events()).containsExactly(text(3), "UNAUTHORIZED: expired");
    }

    private static List<String> endsWhileTheSenderFinishes(ExecutorService threads, int spins) {
        RecordedChannel channel = new RecordedChannel();
        Outbox busy = new Outbox(channel, CODEC, threads);
        busy.send(new Wake(1));
        while (channel.sent().isEmpty()) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
        busy.close(new Wake(2), CloseCode.REFUSED, "not you");
        while (channel.events().size() < 3) {
            Thread.onSpinWait();
        }
        return channel.events();
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static String text(long head) {
        ServerMessage message = new Wake(head);
        return CODEC.write(message);
    }
}

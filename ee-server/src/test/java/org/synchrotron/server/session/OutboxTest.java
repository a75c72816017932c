package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Wake;

@Timeout(60)
class OutboxTest {

    private static final MessageCodec CODEC = new MessageCodec();
    private static final int ROUNDS = 20_000;

    private final RecordedChannel channel = new RecordedChannel();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Outbox outbox = new Outbox(channel, CODEC, tasks::add);

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

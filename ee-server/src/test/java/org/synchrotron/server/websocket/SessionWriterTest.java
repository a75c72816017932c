package org.synchrotron.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SessionWriterTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch network = new CountDownLatch(1);

    @Test
    void theEndWaitsForAWriteUnderWay() throws Exception {
        SessionWriter writer = writer(this::slowly);
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> text(writer, "a"));
        writing.await();
        CompletableFuture<Void> container = CompletableFuture.runAsync(() -> {
            writer.end();
            events.add("over");
        });
        assertThatThrownBy(() -> container.get(50, TimeUnit.MILLISECONDS)).isNotNull();
        network.countDown();
        container.get();
        sender.get();

        assertThat(events).containsExactly("a", "over");
    }

    @Test
    void nothingIsWrittenAfterTheEnd() {
        SessionWriter writer = writer(events::add);
        writer.end();

        assertThatThrownBy(() -> writer.text("late", true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> writer.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "")))
                .isInstanceOf(IOException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void aWriteMayItselfEndTheSession() throws Exception {
        SessionWriter[] self = new SessionWriter[1];
        self[0] = writer(text -> {
            self[0].end();
            events.add(text);
        });
        self[0].text("broken", true);

        assertThat(events).containsExactly("broken");
        assertThatThrownBy(() -> self[0].text("late", true)).isInstanceOf(IOException.class);
    }

    @Test
    void aWriteThatGetsNowhereIsCut() throws Exception {
        ContainerSession container = new ContainerSession(this::slowly);
        SessionWriter writer = new SessionWriter(container.session());
        CompletableFuture<Boolean> sender = CompletableFuture.supplyAsync(() -> {
            assertThatThrownBy(() -> writer.text("a", true)).isInstanceOf(IOException.class);
            return Thread.currentThread().isInterrupted();
        });
        writing.await();
        writer.cut();

        assertThat(sender.get()).as("the thread is interrupted afterwards").isFalse();
        assertThat(container.closed()).hasSize(1);
        assertThatThrownBy(() -> writer.text("late", true)).isInstanceOf(IOException.class);
    }

    @Test
    void theEndCutsAWriteThatGetsNowhere() throws Exception {
        SessionWriter writer = writer(this::slowly);
        CompletableFuture<Void> sender = CompletableFuture.runAsync(
                () -> assertThatThrownBy(() -> writer.text("a", true)).isInstanceOf(IOException.class));
        writing.await();
        writer.end();
        sender.get();

        assertThat(events).isEmpty();
    }

    private static SessionWriter writer(ContainerSession.Network network) {
        return new SessionWriter(new ContainerSession(network).session());
    }

    /** As Tyrus does: an interrupted thread returns. */
    private void slowly(String text) {
        writing.countDown();
        try {
            network.await();
            events.add(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void text(SessionWriter writer, String text) {
        try {
            writer.text(text, true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.Link;
import org.synchrotron.client.link.LinkEvents;

@DisplayName("A WebSocket link")
@Timeout(60)
class WebSocketLinkTest {

    private static final Duration HEARTBEAT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LinkLimits IMPATIENT = new LinkLimits(LONG, HEARTBEAT, LONG, LONG);

    private final Heard heard = new Heard();

    @Test
    void carriesMessagesBothWaysInOrderHoweverLongTheyAre() throws Exception {
        String longText = "ä€𝄞x".repeat(300_000);
        try (RawServer server = RawServer.afterHandshake(peer -> {
            for (int i = 0; i < 3; i++) {
                peer.send(String.valueOf(peer.receiveText().length()));
            }
            peer.send(RawPeer.TEXT, false, "in ".getBytes(StandardCharsets.UTF_8));
            peer.send(RawPeer.PING, true, new byte[0]);
            peer.send(0, false, "several ".getBytes(StandardCharsets.UTF_8));
            peer.send(0, true, "parts".getBytes(StandardCharsets.UTF_8));
        })) {
            Link link = open(server, LinkLimits.DEFAULT);
            heard.awaitOpened();
            link.send("one");
            link.send(longText);
            link.send("");

            assertThat(heard.awaitMessage()).isEqualTo("3");
            assertThat(heard.awaitMessage()).isEqualTo(String.valueOf(longText.length()));
            assertThat(heard.awaitMessage()).isEqualTo("0");
            assertThat(heard.awaitMessage()).isEqualTo("in several parts");
            link.close();
            server.awaitGone(1);
        }
    }

    @Test
    void tellsTheLastMessagesBeforeItsEnd() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> {
            peer.send("this");
            peer.send("and that");
            peer.send(RawPeer.CLOSE, true, "\003\365later".getBytes(StandardCharsets.ISO_8859_1));
        })) {
            open(server, LinkLimits.DEFAULT);
            heard.awaitOpened();

            assertThat(heard.awaitMessage()).isEqualTo("this");
            assertThat(heard.awaitMessage()).isEqualTo("and that");
            SyncProblem end = heard.awaitClosed();
            assertThat(end.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(end.message()).isEqualTo("the connection to " + server.address() + " ended: 1013 later");
            server.awaitGone(1);
        }
    }

    @Test
    void saysFarewellWhenItIsClosedAndTellsNothingAfterwards() throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        try (RawServer server = RawServer.afterHandshake(peer -> {
            codes.add(peer.receive().opcode());
            peer.send("too late");
        })) {
            Link link = open(server, LinkLimits.DEFAULT);
            heard.awaitOpened();
            link.close();
            link.close();
            link.send("nobody hears this");

            assertThat(codes.poll(20, TimeUnit.SECONDS)).isEqualTo(RawPeer.CLOSE);
            server.awaitGone(1);
            assertThat(heard.isSilentFor(Duration.ofMillis(100))).isTrue();
        }
    }

    @Test
    void staysOpenAsLongAsTheOtherSideGivesSignsOfLife() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> {
            for (int pings = 0; pings < 6; pings++) {
                peer.send(RawPeer.PONG, true, peer.receive().payload());
            }
            peer.send("six pings");
        })) {
            Link link = open(server, IMPATIENT);
            heard.awaitOpened();

            assertThat(heard.awaitMessage()).isEqualTo("six pings");
            link.close();
        }
    }

    @Test
    void endsWhenTheOtherSideGoesSilent() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> {})) {
            open(server, IMPATIENT);
            heard.awaitOpened();

            SyncProblem end = heard.awaitClosed();
            assertThat(end.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(end.message()).isEqualTo("the server at " + server.address() + " went silent");
            server.awaitGone(1);
        }
    }

    @Test
    void staysOpenWhileALongMessageMovesOnAlthoughPingsWaitAfterIt() throws Exception {
        String text = "x".repeat(30_000_000);
        Duration heartbeat = Duration.ofSeconds(1);
        try (RawServer server = RawServer.afterHandshake(
                peer -> peer.send(String.valueOf(peer.receiveSlowly(text.length() / 500, 8))))) {
            Link link = open(server, new LinkLimits(LONG, heartbeat, LONG, LONG));
            heard.awaitOpened();
            link.send(text);

            assertThat(heard.awaitMessage()).isEqualTo(String.valueOf(text.length()));
            link.close();
        }
    }

    @Test
    void endsWhenTheProgramFailsOnAMessageInsteadOfLosingIt() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> peer.send("take this"))) {
            new WebSocketTransport(server.address()).open("secret", new LinkEvents() {
                @Override
                public void opened() {
                    heard.opened();
                }

                @Override
                public void message(String text) {
                    throw new AssertionError("no place for: " + text);
                }

                @Override
                public void closed(SyncProblem why) {
                    heard.closed(why);
                }
            });
            heard.awaitOpened();

            assertThat(heard.awaitClosed().message())
                    .contains("the client failed")
                    .contains("no place for: take this");
            server.awaitGone(1);
        }
    }

    @Test
    void endsWhenTooManyMessagesWaitToBeSent() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> Thread.sleep(LONG.toMillis()))) {
            Link link = open(server, LinkLimits.DEFAULT);
            heard.awaitOpened();
            for (int i = 0; i < 100; i++) {
                link.send("x".repeat(1_000_000));
            }

            SyncProblem end = heard.awaitClosed();
            assertThat(end.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(end.message()).contains("the server does not read: 64 messages wait");
        }
    }

    private Link open(RawServer server, LinkLimits limits) {
        return new WebSocketTransport(server.address(), limits).open("secret", heard);
    }
}

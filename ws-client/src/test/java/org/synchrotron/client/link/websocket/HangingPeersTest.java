package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.Link;

@DisplayName("A link to a server that hangs ends in time and leaves neither thread nor socket")
class HangingPeersTest extends HangingPeers {

    private static final LinkLimits SHORT_SENDING = new LinkLimits(LONG, LONG, SHORT, LONG);
    private static final LinkLimits SHORT_CLOSING = new LinkLimits(LONG, LONG, LONG, SHORT);
    private static final String LARGE = "x".repeat(20_000_000);

    @Test
    void theLinkIsGivenUpWhileItOpens() throws Exception {
        Semaphore arrived = new Semaphore(0);
        try (RawServer server = new RawServer(peer -> {
            peer.answer();
            arrived.release();
        })) {
            for (int i = 0; i < ATTEMPTS; i++) {
                Heard heard = new Heard();
                Link link = new WebSocketTransport(server.address()).open("", heard);
                assertThat(arrived.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                link.close();
                assertThat(heard.isSilentFor(Duration.ofMillis(20))).isTrue();
            }
            server.awaitGone(ATTEMPTS);
        }
    }

    @Test
    void itReadsNothingWhileItIsSentSomethingLarge() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = RawServer.afterHandshake(peer -> read.await())) {
            WebSocketTransport transport = new WebSocketTransport(server.address(), SHORT_SENDING);
            for (int i = 0; i < ATTEMPTS; i++) {
                Heard heard = new Heard();
                Link link = transport.open("", heard);
                heard.awaitOpened();
                link.send("small");
                link.send(LARGE);

                SyncProblem end = heard.awaitClosed();
                assertThat(end.kind()).isEqualTo(Kind.CONNECTION_LOST);
                assertThat(end.message())
                        .isEqualTo("the server at " + server.address()
                                + " reads nothing: a message made no progress for 400 ms");
            }
            leftOver.awaitNothing(ATTEMPTS);
            read.countDown();
            server.awaitGone(ATTEMPTS);
        }
    }

    @Test
    void itReadsNothingButTalks() throws Exception {
        LinkLimits limits = new LinkLimits(LONG, Duration.ofSeconds(1), Duration.ofSeconds(1), LONG);
        AtomicBoolean over = new AtomicBoolean();
        try (RawServer server = RawServer.afterHandshake(peer -> {
            while (!over.get()) {
                peer.send(RawPeer.PONG, true, new byte[0]);
                Thread.sleep(10);
            }
        })) {
            Heard heard = new Heard();
            Link link = new WebSocketTransport(server.address(), limits).open("", heard);
            heard.awaitOpened();
            link.send(LARGE);

            assertThat(heard.awaitClosed().message()).contains("reads nothing");
            over.set(true);
            server.awaitGone(1);
        }
    }

    @Test
    void itReadsNothingWhenTheLinkIsClosed() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = RawServer.afterHandshake(peer -> read.await())) {
            for (int i = 0; i < ATTEMPTS; i++) {
                BlockingQueue<TcpConnection> connections = new LinkedBlockingQueue<>();
                Heard heard = new Heard();
                Link link =
                        new WebSocketTransport(server.address(), SHORT_CLOSING, watching(connections)).open("", heard);
                heard.awaitOpened();
                link.send(LARGE);
                awaitClogged(connections.remove());
                link.close();
            }
            leftOver.awaitNothing(ATTEMPTS);
            read.countDown();
            server.awaitGone(ATTEMPTS);
        }
    }

    private static Dialer watching(Queue<TcpConnection> connections) {
        return (endpoint, config, uri, opened) -> SharedTyrus.dial(endpoint, config, uri, connection -> {
            connections.add(connection);
            opened.accept(connection);
        });
    }

    /** Waits until the same bytes have not gone out for a while. */
    private static void awaitClogged(TcpConnection connection) throws InterruptedException {
        int before = 0;
        for (int same = 0; same < 10; Thread.sleep(20)) {
            int unsent = connection.unsentBytes();
            same = unsent > 0 && unsent == before ? same + 1 : 0;
            before = unsent;
        }
    }

    @Test
    void itDoesNotAnswerTheFarewell() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> {})) {
            for (int i = 0; i < ATTEMPTS; i++) {
                Heard heard = new Heard();
                Link link = new WebSocketTransport(server.address(), SHORT_CLOSING).open("", heard);
                heard.awaitOpened();
                link.close();
            }
            server.awaitGone(ATTEMPTS);
        }
    }

    @Test
    void nobodyAnswersWhereTheHostIs() throws Exception {
        LinkLimits limits = new LinkLimits(Duration.ofSeconds(2), LONG, LONG, LONG);
        AtomicInteger dialing = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        CountDownLatch found = new CountDownLatch(1);
        try (RawServer server = RawServer.afterHandshake(peer -> {})) {
            WebSocketTransport transport =
                    new WebSocketTransport(server.address(), limits, (endpoint, config, uri, opened) -> {
                        dialing.incrementAndGet();
                        awaitUninterruptibly(found);
                        SharedTyrus.dial(endpoint, config, uri, tcp -> {
                            late.incrementAndGet();
                            opened.accept(tcp);
                        });
                    });
            failsToOpen(transport, 2, "in 2 s");
            assertThat(dialing).as("threads that look for the host").hasValue(1);
            found.countDown();
            Heard heard = new Heard();
            Link link = transport.open("", heard);
            heard.awaitOpened();

            assertThat(dialing).as("attempts that were given up do not begin").hasValue(2);
            assertThat(late).hasValue(2);
            link.close();
            server.awaitGone(1);
        }
    }

    /** As a name look-up does. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.link.Link;
import org.synchrotron.client.link.LinkEvents;

@DisplayName("A link that hangs blocks no other link")
@Timeout(120)
class OneLinksTroubleTest {

    private static final int IN_TROUBLE = 40;
    private static final String LARGE = "x".repeat(10_000_000);

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Link> links = new ArrayList<>();

    /** The program's side, which needs this time for each message. */
    private final class Stuck implements LinkEvents {

        private final CountDownLatch messages;

        Stuck(CountDownLatch messages) {
            this.messages = messages;
        }

        @Override
        public void opened() {}

        @Override
        public void message(String text) {
            messages.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void closed(SyncProblem why) {}
    }

    @AfterEach
    void end() {
        release.countDown();
        links.forEach(Link::close);
    }

    @Test
    void messagesThatAreNotRead() throws Exception {
        try (RawServer unread = RawServer.afterHandshake(peer -> release.await())) {
            for (int i = 0; i < IN_TROUBLE; i++) {
                Heard heard = new Heard();
                Link link = new WebSocketTransport(unread.address()).open("", heard);
                links.add(link);
                heard.awaitOpened();
                link.send(LARGE);
            }
            anotherLinkWorks();
        }
    }

    @Test
    void messagesThatAreNotAccepted() throws Exception {
        CountDownLatch messages = new CountDownLatch(IN_TROUBLE);
        try (RawServer talking = RawServer.afterHandshake(peer -> peer.send("take this"))) {
            for (int i = 0; i < IN_TROUBLE; i++) {
                links.add(new WebSocketTransport(talking.address()).open("", new Stuck(messages)));
            }
            assertThat(messages.await(20, TimeUnit.SECONDS)).isTrue();
            anotherLinkWorks();
        }
    }

    @Test
    void attemptsThatDoNotComeBack() throws Exception {
        CountDownLatch dialing = new CountDownLatch(IN_TROUBLE);
        try (RawServer server = RawServer.afterHandshake(peer -> {})) {
            for (int i = 0; i < IN_TROUBLE; i++) {
                WebSocketTransport transport = new WebSocketTransport(
                        server.address(), LinkLimits.DEFAULT, (endpoint, config, uri, opened) -> {
                            dialing.countDown();
                            release.await();
                        });
                links.add(transport.open("", new Heard()));
            }
            assertThat(dialing.await(20, TimeUnit.SECONDS)).isTrue();
            anotherLinkWorks();
        }
    }

    @Test
    void aProgramThatAcceptsNoMessagesLosesItsLinkInsteadOfQueueingThem() throws Exception {
        CountDownLatch messages = new CountDownLatch(1);
        try (RawServer talking = RawServer.afterHandshake(peer -> {
            for (int i = 0; i < 100; i++) {
                peer.send("take this");
            }
        })) {
            links.add(new WebSocketTransport(talking.address()).open("", new Stuck(messages)));

            talking.awaitGone(1);
            assertThat(messages.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void anotherLinkWorks() throws Exception {
        try (RawServer echo = RawServer.afterHandshake(peer -> peer.send(peer.receiveText()))) {
            Heard heard = new Heard();
            Link link = new WebSocketTransport(echo.address()).open("", heard);
            heard.awaitOpened();
            link.send("hello");

            assertThat(heard.awaitMessage()).isEqualTo("hello");
            link.close();
        }
    }
}

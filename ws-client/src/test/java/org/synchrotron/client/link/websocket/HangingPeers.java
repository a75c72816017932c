package org.synchrotron.client.link.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.link.Link;

/** The base of tests with servers that hang. After each test, neither thread nor socket may be left. */
@Timeout(120)
abstract class HangingPeers {

    static final int ATTEMPTS = 5;
    static final Duration SHORT = Duration.ofMillis(400);
    static final Duration LONG = Duration.ofSeconds(30);

    final LeftOver leftOver = new LeftOver();

    /** Tyrus keeps some files open for good. */
    @BeforeAll
    static void startTyrus() throws Exception {
        try (RawServer server = RawServer.afterHandshake(peer -> {})) {
            Heard heard = new Heard();
            Link link = new WebSocketTransport(server.address()).open("", heard);
            heard.awaitOpened();
            link.close();
            server.awaitGone(1);
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        leftOver.awaitNothing(0);
    }

    static void failsToOpen(WebSocketTransport transport, int attempts, String why) throws Exception {
        for (int i = 0; i < attempts; i++) {
            Heard heard = new Heard();
            transport.open("", heard);

            SyncProblem problem = heard.awaitClosed();
            assertThat(problem.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(problem.message()).contains(transport.address()).contains(why);
        }
    }
}

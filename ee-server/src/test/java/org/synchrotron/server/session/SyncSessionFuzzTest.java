package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.synchrotron.log.ClientId;
import org.synchrotron.server.kit.ItemActions;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.RolledBackTransactions;
import org.synchrotron.server.kit.TestServer;

/** A hostile client sends texts, one a line; afterwards another user of the same audience works as if nothing had happened. */
class SyncSessionFuzzTest {

    private static final int MOST_TEXTS = 10;

    /** Generous: the first use of a class may take seconds while Jazzer instruments it. Work without end exceeds every limit. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final ClientId DEVICE = new ClientId("bob-1");

    /** Muted, because failed uploads are logged. Held in a field, because an unreferenced logger loses its level. */
    private static final Logger LOG = Logger.getLogger("org.synchrotron.server");

    private static TestServer base;
    private static FuzzedServer server;

    @BeforeAll
    static void start() {
        LOG.setLevel(Level.OFF);
        base = new TestServer();
        server = new FuzzedServer(new RolledBackTransactions(base.database));
    }

    /** Jazzer reports each connection of the process, other than those of the start, as something that an input has caused. */
    @AfterAll
    static void stop() {
        SilentCloseable permission = BugDetectors.allowNetworkConnections();
        base.close();
        permission.close();
        LOG.setLevel(null);
    }

    @FuzzTest
    void textsOfOneUserBlockNobody(byte[] texts) {
        int threads = Thread.activeCount();
        assertTimeoutPreemptively(LIMIT, () -> converse(new String(texts, StandardCharsets.UTF_8)));
        assertThat(Thread.activeCount()).as("threads").isLessThanOrEqualTo(threads + 1);
    }

    private static void converse(String texts) {
        try {
            FuzzedClient ann = server.open("ann");
            texts.lines().limit(MOST_TEXTS).forEach(ann::send);
            ann.readsAll();
            ann.ends();
            FuzzedClient bob = server.open("bob");
            bob.receiveAll(DEVICE);
            bob.uploads(new Replica(base, "bob", DEVICE.value()).at(-1_000, new ItemActions.Add.Args("item", 1)));
            bob.readsAll();
            bob.ends();
        } finally {
            server.undoAll();
        }
    }
}

package org.synchrotron.it.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.RawConnection;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.WriteNote;

/** Connections end while the server writes to them. */
interface ClosedConnections {

    /**
     * The number of connections of each of four threads. A container that lets a thread write into a connection of another user
     * did so about once in 1,000 connections: {@code -Dconnections=5000} shows it reliably.
     */
    int CONNECTIONS = Integer.getInteger("connections", 250);

    /** The number of notes: enough that the server needs a few milliseconds to encode the frame. */
    int NOTES = 300;

    World world();

    @Test
    default void dataForAClosedConnectionReachesNobodyElse() throws Exception {
        String secret = "secret-" + UUID.randomUUID();
        Device ann = world().member("ann");
        for (int i = 0; i < NOTES; i++) {
            ann.does(new WriteNote.Args("diary" + i, secret + "x".repeat(400)));
        }
        ann.online().awaitSynced().offline();
        Device eve = world().outsider("eve");

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int seed = 0; seed < 2; seed++) {
                Random random = new Random(seed);
                all.add(threads.submit(connections(() -> closeDuringDelivery(ann.user(), random))));
                all.add(threads.submit(connections(() -> assertThat(receivedBy(eve.user()))
                        .contains("\"delivery\"")
                        .doesNotContain(secret))));
            }
            for (Future<?> each : all) {
                each.get(2L * CONNECTIONS, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The work on each connection. */
    interface ConnectionWork {
        void run() throws Exception;
    }

    private static Callable<Void> connections(ConnectionWork work) {
        return () -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                work.run();
            }
            return null;
        };
    }

    private void closeDuringDelivery(String user, Random random) throws Exception {
        RawConnection connection = RawConnection.open(user, world().server()).awaitFirstMessage();
        LockSupport.parkNanos(random.nextInt(30_000_000));
        if (random.nextInt(4) == 0) {
            connection.abort();
        } else {
            connection.close();
        }
    }

    private String receivedBy(String user) throws Exception {
        RawConnection connection = RawConnection.open(user, world().server()).awaitDelivery();
        connection.close();
        return connection.received();
    }
}

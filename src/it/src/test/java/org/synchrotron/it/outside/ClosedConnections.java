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
     * How many connections each of four people makes. A container that lets a thread write into a connection that it has given
     * away did so once in about 1,000: {@code -Dconnections=5000} is sure to show it.
     */
    int CONNECTIONS = Integer.getInteger("connections", 250);

    /** Enough for a frame that takes the server a few milliseconds to encode. */
    int NOTES = 300;

    World world();

    @Test
    default void whatIsUnderWayToAClosedConnectionReachesNobodyElse() throws Exception {
        String secret = "secret-" + UUID.randomUUID();
        Device ann = world().member("ann");
        for (int i = 0; i < NOTES; i++) {
            ann.does(new WriteNote.Args("diary" + i, secret + "x".repeat(400)));
        }
        ann.online().awaitSynced().offline();
        Device eve = world().outsider("eve");

        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int seed = 0; seed < 2; seed++) {
                Random random = new Random(seed);
                all.add(people.submit(connections(() -> leaveInTheMiddle(ann.user(), random))));
                all.add(people.submit(connections(() ->
                        assertThat(heardBy(eve.user())).contains("\"delivery\"").doesNotContain(secret))));
            }
            for (Future<?> each : all) {
                each.get(2L * CONNECTIONS, TimeUnit.SECONDS);
            }
        } finally {
            people.shutdownNow();
        }
    }

    /** What somebody does with each connection. */
    interface Visit {
        void make() throws Exception;
    }

    private static Callable<Void> connections(Visit visit) {
        return () -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                visit.make();
            }
            return null;
        };
    }

    private void leaveInTheMiddle(String user, Random random) throws Exception {
        RawConnection connection = RawConnection.open(user, world().server()).awaitFirstWords();
        LockSupport.parkNanos(random.nextInt(30_000_000));
        if (random.nextInt(4) == 0) {
            connection.abort();
        } else {
            connection.close();
        }
    }

    private String heardBy(String user) throws Exception {
        RawConnection connection = RawConnection.open(user, world().server()).awaitDelivery();
        connection.close();
        return connection.heard();
    }
}

package org.synchrotron.it.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.RawConnection;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;

/**
 * How long a well-behaved pair's delivery takes beside others that use the server as much as they may: with the default limits, in one run. It
 * prints the figures, which depend on the machine, and requires that the memory is given back.
 */
@EnabledIfSystemProperty(named = "attacks", matches = "all", disabledReason = "it measures; -Dattacks=all")
class FairnessIT {

    private static final int CONNECTIONS = 1_000;
    private static final int USERS = 20;

    /** What a user has in the log before the late uploads, which make it run again. */
    private static final int LATER_UPLOADS = 10;

    private static final int AS_FAST_AS_IT_ANSWERS = 1_000;

    /** Buffers that the container keeps, and classes and caches that came meanwhile. */
    private static final long LEFT_OVER = 60L << 20;

    private final List<RawConnection> idle = new ArrayList<>();

    @Test
    void othersThatUseAllTheyMayDelayNobodyMuch() throws Exception {
        try (ServerProcess node =
                ServerProcess.start("fair", ServerProcess.freePort(), Map.of()).awaitReady()) {
            World world = new World(node.uri());
            DeliveryTimes times = new DeliveryTimes(new Pair(world));
            NodeInspection inspection = new NodeInspection(node);
            times.warmUp();
            long before = inspection.heapInUse();
            measure(times, node);
            times.print();
            world.close();
            Await.until("the memory is given back", () -> inspection.heapInUse() < before + LEFT_OVER);
            System.out.printf("heap in use %d MB before, %d MB after%n", before >> 20, inspection.heapInUse() >> 20);
        }
    }

    private void measure(DeliveryTimes times, ServerProcess node) throws Exception {
        try (Uploader maximal = new Uploader(new HostileUser(node.uri()), Duration.ZERO);
                Uploader late = new Uploader(new HostileUser(node.uri()), Duration.ofDays(1))) {
            late.prepare(LATER_UPLOADS);
            Attack uploads = new Attack("one user's maximal uploads", AS_FAST_AS_IT_ANSWERS, maximal);
            Attack lateOnes = new Attack("one user's late uploads", AS_FAST_AS_IT_ANSWERS, late);
            times.measure(uploads);
            times.measure(lateOnes);
            connect(node);
            times.measure(new Attack("1,000 idle connections", 1, () -> {}));
            try (Attacker attacker = new Attacker(lateOnes)) {
                Await.until("the late uploads have begun", () -> attacker.acts() > 0);
                times.measure("all three", uploads);
            }
            idle.forEach(RawConnection::close);
        }
    }

    /** The connections answer pings, and receive what their users may see: nothing. */
    private void connect(ServerProcess node) throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(RawConnection.open("idle-" + i % USERS, node.uri()));
        }
        for (RawConnection each : idle) {
            assertThat(each.awaitFirstMessage().received()).contains("\"welcome\"");
        }
    }
}

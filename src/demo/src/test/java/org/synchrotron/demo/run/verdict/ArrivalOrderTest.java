package org.synchrotron.demo.run.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

class ArrivalOrderTest {

    private final ArrivalOrder order = new ArrivalOrder();

    @Test
    void recordsThatArriveInReplayOrderAreNotLate() {
        arrive("1", 10, 20);
        arrive("2", 30);

        assertThat(order.records()).isEqualTo(3);
        assertThat(order.late()).isZero();
        assertThat(order.rerun()).isZero();
    }

    @Test
    void lateUploadRerunsTheRecordsAfterItsFirstRecordOnce() {
        arrive("1", 10, 20, 30);
        arrive("2", 15, 25, 35);

        assertThat(order.late()).isEqualTo(2);
        assertThat(order.rerun()).isEqualTo(2);
    }

    private void arrive(String upload, long... times) {
        for (long time : times) {
            ReplayKey key =
                    new ReplayKey(new HybridTimestamp(time, 1), new ClientId("client"), ActionId.of(new UUID(0, time)));
            order.add(key, upload);
        }
    }
}

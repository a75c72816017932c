package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.retention.RecordRemoval;
import org.synchrotron.server.retention.Retention;
import org.synchrotron.server.runtime.Transactions;

@DisplayName("The task that removes old records")
class RetentionTest extends SessionKit {

    private static final Duration AGE = Duration.ofMinutes(1);

    private Retention retention(Transactions transactions) {
        return new Retention(new RecordRemoval(AGE, 2), transactions, threads, server.time::get);
    }

    private void create(int number) {
        for (int i = 0; i < number; i++) {
            ann.send(ann.at(0, new Create.Args("i" + i, "p", 1)));
        }
        server.time.set(TestServer.NOW + 2 * AGE.toMillis());
    }

    @Test
    void removesThemAfterAPauseSomeAtATimeAndAgainLater() {
        create(6);
        retention(TestNode.of(server.database)).start();
        threads.pass(Duration.ofMinutes(9));
        assertThat(log("_tag")).hasSize(6);
        threads.pass(Duration.ofMinutes(2));
        assertThat(log("_tag")).hasSize(1);
        ann.send(ann.at(2 * AGE.toMillis(), new Create.Args("late", "p", 1)));
        threads.pass(Retention.PAUSE);
        assertThat(log("_tag")).hasSize(1);
        assertThat(values("id")).hasSize(7);
    }

    @Test
    void leavesThreadsAndTheLogsLockToUploadsInBetween() {
        create(6);
        retention(TestNode.of(server.database)).start();
        threads.pass(Retention.PAUSE);
        assertThat(log("_tag")).as("after the first transaction").hasSize(4);
        assertThat(threads.waitingUploads()).isZero();
    }

    @Test
    void goesOnAfterAFailure() {
        create(3);
        TestNode failing = new TestNode(
                threads, LIMITS, TestNode.failing(new IllegalStateException("the database is away: the test says so")));
        retention(failing).start();
        threads.pass(Retention.PAUSE.plusSeconds(1));
        assertThat(log("_tag")).hasSize(3);
        failing.database(TestNode.of(server.database));
        threads.pass(Retention.PAUSE.plusSeconds(1));
        assertThat(log("_tag")).hasSize(1);
    }
}

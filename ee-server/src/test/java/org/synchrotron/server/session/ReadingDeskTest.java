package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.catchup.Reading;
import org.synchrotron.server.catchup.SharedDeliveries;
import org.synchrotron.server.catchup.SharedDeliveries.Request;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.runtime.Transactions;

@DisplayName("Sessions that wait to be read")
class ReadingDeskTest extends ServerTest {

    private final VirtualThreads threads = new VirtualThreads();
    private final List<String> read = new ArrayList<>();
    private final List<Runnable> reading = new ArrayList<>();
    private int transactions;
    private boolean broken;

    private final ReadingDesk desk = new ReadingDesk(
            new SharedDeliveries(new DeliveryReader(
                    DeliveryLimits.DEFAULT,
                    TestServer.ROW_LIMITS,
                    HiddenRowActions.NONE,
                    UnreadableListener.NONE,
                    () -> TestServer.ROWS)),
            new Transactions() {
                @Override
                public <T> T transaction(Function<Handle, T> work) {
                    transactions++;
                    if (broken) {
                        throw new IllegalStateException("no database");
                    }
                    return server.database.transaction(work);
                }
            },
            new SessionThreads(threads));

    /** Reading it alone lasts until the test ends it. */
    private final class Session implements ReadingDesk.Waiting {

        private final Request request;

        Session(String user, long place) {
            this.request =
                    new Request(TestServer.caller(user), Positions.of(user + "-1", place, null, true, RowScope.NONE));
        }

        @Override
        public Request request() {
            return request;
        }

        @Override
        public void take(Reading.Ready ready) {
            read.add(name() + " with others");
        }

        @Override
        public void readAlone(Runnable afterwards) {
            read.add(name() + " alone");
            reading.add(afterwards);
        }

        private String name() {
            return request.reader().user() + " after " + request.position().cursor();
        }
    }

    @BeforeEach
    void thereAreThreeRecords() {
        for (int i = 0; i < 3; i++) {
            ann.sync(ann.at(i, new Create.Args("a" + i, "p", 1)));
        }
    }

    private void add(String user, long place) {
        desk.add(new Session(user, place));
    }

    /** So many readings run as may run at a time. */
    private void occupy() {
        for (int i = 0; i < ReadingDesk.AT_ONCE; i++) {
            add("ann", 2);
            threads.run();
        }
        assertThat(read).hasSize(ReadingDesk.AT_ONCE);
        read.clear();
    }

    @Test
    void areReadAtOnceIfNothingElseIsRead() {
        add("ann", 1);
        threads.run();
        assertThat(read).containsExactly("ann after 1 alone");
        assertThat(transactions).isZero();
    }

    @Test
    void areReadInOneTransactionIfTheyWaitAtTheSamePlace() {
        occupy();
        add("ann", 1);
        add("bob", 2);
        add("cid", 1);
        threads.run();
        assertThat(read).isEmpty();
        reading.remove(0).run();
        threads.run();
        assertThat(read).containsExactly("ann after 1 with others", "cid after 1 with others", "bob after 2 alone");
        assertThat(transactions).isEqualTo(1);
    }

    @Test
    void areReadEachAloneIfThatFails() {
        broken = true;
        occupy();
        add("ann", 1);
        add("bob", 1);
        reading.remove(0).run();
        threads.run();
        assertThat(read).containsExactly("ann after 1 alone", "bob after 1 alone");
    }

    @Test
    void waitForNoReadingThatDoesNotEnd() {
        occupy();
        add("bob", 1);
        add("cid", 1);
        threads.pass(ReadingDesk.PATIENCE);
        assertThat(read).containsExactly("bob after 1 with others", "cid after 1 with others");
        List.copyOf(reading).forEach(Runnable::run);
        read.clear();
        occupy();
    }

    @Test
    void areNotMoreThanOneReadingMayHold() {
        occupy();
        for (int i = 0; i <= ReadingDesk.MOST; i++) {
            add("bob", 1);
        }
        reading.remove(0).run();
        threads.run();
        assertThat(read).hasSize(ReadingDesk.MOST + 1);
        assertThat(read.get(ReadingDesk.MOST)).isEqualTo("bob after 1 alone");
        assertThat(transactions).isEqualTo(1);
    }
}

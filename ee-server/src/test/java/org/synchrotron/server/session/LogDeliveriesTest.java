package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.ServerMessage.Delivery;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.catchup.SharedDeliveries;
import org.synchrotron.server.kit.EverywhereActions.AddAll;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Positions;
import org.synchrotron.server.kit.ServerTest;
import org.synchrotron.server.kit.TestServer;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.runtime.Transactions;

@DisplayName("A session reads deliveries")
class LogDeliveriesTest extends ServerTest {

    private final Deque<Runnable> workers = new ArrayDeque<>();
    private final Deque<Runnable> uploads = new ArrayDeque<>();
    private final List<Delivery> read = new ArrayList<>();
    private int failures;
    private boolean broken;

    private final DeliveryReader reader = new DeliveryReader(
            DeliveryLimits.DEFAULT,
            TestServer.ROW_LIMITS,
            new HiddenRowActions(Set.of("add_all_v1"), record -> true),
            UnreadableListener.NONE,
            () -> TestServer.ROWS);

    private final Transactions transactions = new Transactions() {
        @Override
        public <T> T transaction(Function<Handle, T> work) {
            return server.database.transaction(work);
        }
    };

    private final LogDeliveries deliveries = new LogDeliveries(
            TestServer.caller("cid"),
            new LogDeliveries.Readers(
                    reader,
                    this::addViews,
                    transactions,
                    new ReadingDesk(
                            new SharedDeliveries(reader), transactions, new SessionThreads(new CallersThread()))),
            Runnable::run,
            workers::add,
            uploads::add);

    private void addViews(Caller reader, List<ActionId> records, Handle sql) {
        if (broken) {
            throw new IllegalStateException("no database");
        }
        server.addViews(reader, records, sql);
    }

    @BeforeEach
    void annHasASharedRowAndCidAHiddenOne() {
        ann.sync(ann.at(0, new Create.Args("p1", "p", 10)));
        cid.sync(cid.at(1, new Create.Args("q1", "q", 20)));
    }

    private void read() {
        deliveries.read(
                Positions.of("cid-1", 0, null, true, RowScope.NONE), new DeliveryTaker(read::add, () -> failures++));
    }

    @Test
    void onTheThreadsOfReaders() {
        read();
        workers.remove().run();
        assertThat(read).hasSize(1);
        assertThat(uploads).isEmpty();
    }

    @Test
    void onceTheMissingViewIsAddedOnTheThreadsOfUploads() {
        ann.sync(ann.at(10, new AddAll.Args(5)));
        read();
        workers.remove().run();
        assertThat(read).isEmpty();
        uploads.remove().run();
        assertThat(values("id, x")).containsExactly("(p1,15)", "(q1,25)");
        workers.remove().run();
        assertThat(read)
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.entries()).hasSize(4));
        assertThat(failures).isZero();
    }

    @Test
    void andFailsIfTheViewCannotBeAdded() {
        ann.sync(ann.at(10, new AddAll.Args(5)));
        broken = true;
        read();
        workers.remove().run();
        uploads.remove().run();
        assertThat(failures).isEqualTo(1);
        assertThat(read).isEmpty();
        assertThat(workers).isEmpty();
    }
}

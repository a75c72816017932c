package org.synchrotron.client.engine;

import java.util.List;
import java.util.Optional;
import org.synchrotron.client.LeftOutRow;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;
import org.synchrotron.client.store.Store;

/** Tells of the rows that the tables here cannot hold. Not thread-safe: one thread at a time may use it. */
public final class LeftOutReports {

    private final Store store;
    private final SyncListener listener;

    LeftOutReports(Store store, SyncListener listener) {
        this.store = store;
        this.listener = listener;
    }

    /** {@return how many there are} */
    public int count() {
        return store.database()
                .read(
                        "rows that were left out cannot be counted",
                        () -> store.leftOut().count());
    }

    /** {@return the problem, if there are rows that nobody was told of} Tells the listener. */
    public Optional<SyncProblem> report() {
        int all = count();
        if (all == 0) {
            return Optional.empty();
        }
        List<LeftOutRow> rows = store.transaction(
                "rows that were left out cannot be reported",
                () -> store.leftOut().report());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        listener.rowsLeftOut(rows);
        LeftOutRow first = rows.get(0);
        return Optional.of(new SyncProblem(
                Kind.ROWS_LEFT_OUT,
                "the tables here cannot hold " + all + " rows of the server, such as row " + first.id() + " of table "
                        + first.table() + " (" + first.reason() + "): change the table in a schema step"));
    }
}

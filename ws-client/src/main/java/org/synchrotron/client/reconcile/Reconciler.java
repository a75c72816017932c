package org.synchrotron.client.reconcile;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;

/** Carries the tables along with the log. Every method runs inside the caller's transaction. */
public final class Reconciler {

    private final Store store;
    private final Logic logic;
    private final Predictions predictions;
    private final FailedLogic failures;

    public Reconciler(Store store, Logic logic, FailedLogic failures) {
        this.store = store;
        this.logic = logic;
        this.predictions = new Predictions(store);
        this.failures = failures;
    }

    /** Makes the tables what the log gives after this change. */
    public Replayed reconcile(Arrivals arrivals) throws SQLException {
        Optional<ReplayKey> firstPending = store.records().firstPending();
        Optional<ReplayKey> wrong = predictions.settle(arrivals, firstPending);
        Optional<ReplayKey> from =
                Stream.of(arrivals.from(), wrong).flatMap(Optional::stream).min(ReplayKey::compareTo);
        if (from.isEmpty()) {
            return Replayed.NOTHING;
        }
        ReplayPlan plan = ReplayPlan.of(store.records().from(from.get()), firstPending, logic::knows);
        return new Replay(store, logic, failures, arrivals.effects()).carryOut(plan);
    }
}

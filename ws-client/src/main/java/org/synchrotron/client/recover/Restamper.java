package org.synchrotron.client.recover;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.client.reconcile.LogChange;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.Store;
import org.synchrotron.clock.HybridClock;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;

/** Gives pending records new clocks after the server refused theirs as too far ahead. Not thread-safe. */
public final class Restamper {

    private final Store store;
    private final Reconciler reconciler;

    public Restamper(Store store, Reconciler reconciler) {
        this.store = store;
        this.reconciler = reconciler;
    }

    /**
     * Sets the clock back to the server's time, stamps the pending records from there on in their order, and replays.
     * What was accepted before stays before them.
     */
    public Replayed restamp(long serverTimeMs) {
        return store.transactionOfReplay("pending records cannot be stamped anew", true, () -> {
            List<LogEntry> pending = store.records().pending();
            if (pending.isEmpty()) {
                return Replayed.NOTHING;
            }
            Optional<ReplayKey> predictedFrom = store.records().firstPending();
            ReplayKey before = ReplayKey.of(pending.get(0).record());
            store.state()
                    .clock()
                    .rewindTo(Math.max(
                            Math.max(serverTimeMs, store.records().greatestAcceptedTime()),
                            store.state().base().timeMs()));
            stamp(pending);
            store.state().saveClock();
            ReplayKey now = ReplayKey.of(store.records().pending().get(0).record());
            ReplayKey from = now.isBefore(before) ? now : before;
            return reconciler.reconcile(new LogChange(Optional.of(from), predictedFrom, Map.of()));
        });
    }

    private void stamp(List<LogEntry> pending) {
        HybridClock clock = store.state().clock();
        for (LogEntry entry : pending) {
            HybridTimestamp next =
                    new HybridTimestamp(clock.last().timeMs(), clock.last().counter() + 1);
            clock.receive(next);
            store.records().restamp(entry, next);
        }
    }
}

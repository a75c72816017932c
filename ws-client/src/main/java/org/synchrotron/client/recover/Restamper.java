package org.synchrotron.client.recover;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.client.reconcile.LogChange;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.Store;
import org.synchrotron.clock.HybridClock;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ClientId;
import org.synchrotron.log.LogEntry;

/**
 * Gives pending records other clocks or another client: the server refused theirs, or their timestamps, as too far ahead, they are before all
 * of the log or before what is left of it, or another file uses the client id. Not thread-safe.
 */
public final class Restamper {

    private final Store store;
    private final Reconciler reconciler;

    public Restamper(Store store, Reconciler reconciler) {
        this.store = store;
        this.reconciler = reconciler;
    }

    /**
     * Sets the clock to the server's time, stamps the pending records from there on in their order, and replays.
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
            store.state().clock().rewindTo(latestOfServer(serverTimeMs));
            stamp(pending);
            store.state().saveClock();
            ReplayKey now = ReplayKey.of(store.records().pending().get(0).record());
            ReplayKey from = now.isBefore(before) ? now : before;
            return reconciler.reconcile(new LogChange(Optional.of(from), predictedFrom, Map.of()));
        });
    }

    /**
     * Gives this client another id, and its records that no server has accepted. They keep their clocks. Those in quarantine get it, too:
     * they may be pending again.
     */
    public Replayed rename() {
        return store.transactionOfReplay("the client cannot get another id", true, () -> {
            Optional<ReplayKey> predictedFrom = store.records().firstPending();
            store.state().identity().renew();
            ClientId other = store.state().clientId();
            for (QuarantinedRecord each : store.quarantine().all()) {
                store.records()
                        .restamp(each.record().stamped(other, each.record().clock()));
            }
            for (LogEntry each : store.records().pending()) {
                store.records()
                        .restamp(each.record().stamped(other, each.record().clock()));
            }
            Optional<ReplayKey> from = Stream.concat(predictedFrom.stream(), store.records().firstPending().stream())
                    .min(Comparator.naturalOrder());
            return from.isEmpty()
                    ? Replayed.NOTHING
                    : reconciler.reconcile(new LogChange(from, predictedFrom, Map.of()));
        });
    }

    /** Neither the time nor the counter of a pending record has a part in it. */
    private HybridTimestamp latestOfServer(long timeMs) {
        return Stream.of(
                        new HybridTimestamp(timeMs, 0),
                        store.records().greatestAccepted(),
                        store.state().base())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void stamp(List<LogEntry> pending) {
        HybridClock clock = store.state().clock();
        for (LogEntry entry : pending) {
            HybridTimestamp next = clock.last().next(0);
            clock.receive(next);
            store.records().restamp(entry.record().stamped(store.state().clientId(), next));
        }
    }
}

package org.synchrotron.client.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.LogSpan;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.NetEffects;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.schema.ShapedChanges;

/**
 * Predictions that are decided now: records applied by logic that lie before the first pending one, and those of others after it that were
 * predicted because of one that does. If logic did what the log says, the record is marked without a change of rows. The first record whose
 * logic did something else is the place to go back to; so is one that writes a table with left-out rows, which may be held from now on.
 */
final class Predictions {

    private final Store store;

    Predictions(Store store) {
        this.store = store;
    }

    Optional<ReplayKey> settle(LogChange arrivals, Optional<ReplayKey> firstPending) {
        if (arrivals.predictedFrom().isEmpty()) {
            return Optional.empty();
        }
        List<RecordSummary> decided = decided(arrivals.predictedFrom().get(), firstPending, arrivals.from());
        Optional<ReplayKey> wrong = settle(decided, arrivals);
        if (wrong.isPresent()) {
            return wrong;
        }
        List<ActionId> causes = decided.stream().map(RecordSummary::id).toList();
        return settle(store.predicted().becauseOf(causes), arrivals);
    }

    private List<RecordSummary> decided(
            ReplayKey from, Optional<ReplayKey> firstPending, Optional<ReplayKey> arrivals) {
        return Stream.of(firstPending, arrivals)
                .flatMap(Optional::stream)
                .min(ReplayKey::compareTo)
                .map(limit -> new LogSpan(store.database()).summaries(from, limit))
                .orElseGet(() -> store.records().from(from));
    }

    private Optional<ReplayKey> settle(List<RecordSummary> records, LogChange arrivals) {
        Set<String> leavingOut = store.leftOut().tables();
        List<ActionId> settled = new ArrayList<>();
        Optional<ReplayKey> wrong = Optional.empty();
        for (RecordSummary summary : records) {
            if (isAtOrAfter(summary, arrivals.from())) {
                break;
            }
            if (summary.applied() == Applied.LOGIC) {
                if (!cameTrue(summary.id(), arrivals.effects(), leavingOut)) {
                    wrong = Optional.of(summary.key());
                    break;
                }
                settled.add(summary.id());
            }
        }
        store.records().mark(settled, Applied.KNOWN);
        return wrong;
    }

    private static boolean isAtOrAfter(RecordSummary summary, Optional<ReplayKey> limit) {
        return limit.isPresent() && !summary.key().isBefore(limit.get());
    }

    private boolean cameTrue(ActionId record, Map<ActionId, List<RowChange>> atHand, Set<String> leavingOut) {
        List<RowChange> present = atHand.get(record);
        List<RowChange> known = present != null ? present : store.effects().of(record);
        return known.stream()
                        .noneMatch(change -> leavingOut.contains(change.row().table()))
                && NetEffects.same(
                        store.rows().applied(record),
                        ShapedChanges.of(known, store.state().schema()));
    }
}

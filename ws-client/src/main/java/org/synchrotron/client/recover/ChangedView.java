package org.synchrotron.client.recover;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.synchrotron.client.reconcile.LogChange;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.store.Database;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;

/**
 * Adapts a replica to changed audiences of its user. Rows that the user may no longer see are deleted, with everything that the file
 * stores about them. If the user may see more, the log is read again from its beginning, because new rows may be anywhere in it. Not
 * thread-safe.
 */
public final class ChangedView {

    private final Store store;
    private final Reconciler reconciler;

    public ChangedView(Store store, Reconciler reconciler) {
        this.store = store;
        this.reconciler = reconciler;
    }

    /** {@return whether the log has to be read again} Stores the server's epoch and the user's audiences. */
    public boolean welcomed(String serverEpoch, Set<String> audiences) {
        Optional<Set<String>> before = store.state().audiences();
        boolean less = before.isPresent() && !audiences.containsAll(before.get());
        boolean more = before.isPresent() && !before.get().containsAll(audiences);
        Database.Work<Boolean> work = () -> {
            store.state().serverEpoch(serverEpoch);
            store.state().audiences(audiences);
            if (less) {
                forgetAllBut(audiences);
            }
            if (more) {
                store.state().startOver();
            }
            return more;
        };
        String doing = "the server's greeting cannot be stored";
        return less ? store.transactionOfReplay(doing, true, work) : store.transaction(doing, work);
    }

    private void forgetAllBut(Set<String> audiences) {
        Optional<ReplayKey> predictedFrom = store.records().firstPending();
        List<ActionId> lessened = store.effects().forgetAllBut(audiences);
        Optional<ReplayKey> from = store.records().find(lessened).stream()
                .map(entry -> ReplayKey.of(entry.record()))
                .min(ReplayKey::compareTo);
        if (from.isPresent()) {
            reconciler.reconcile(new LogChange(from, predictedFrom, Map.of()));
        }
        for (ActionId each : lessened) {
            if (isNobodysHere(each)) {
                store.records().forget(each);
            }
        }
    }

    private boolean isNobodysHere(ActionId id) {
        RecordSummary record = store.records().summary(id).orElseThrow();
        return !record.author().equals(store.state().userId())
                && store.effects().of(id).isEmpty();
    }
}

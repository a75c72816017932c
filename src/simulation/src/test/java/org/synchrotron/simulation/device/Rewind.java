package org.synchrotron.simulation.device;

import java.util.Map;
import java.util.Optional;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.reconcile.Arrivals;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.store.Store;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

/** Takes a file back to its beginning and on again. */
final class Rewind {

    private static final ReplayKey BEGINNING = new ReplayKey(
            HybridTimestamp.ZERO, new ClientId("-"), new ActionId("00000000-0000-0000-0000-000000000000"));

    private final Store store;
    private final Reconciler reconciler;

    Rewind(Store store, ActionCatalogue actions) {
        this.store = store;
        Logic logic = new Logic(actions, store.database().connection());
        this.reconciler = new Reconciler(store, logic, (record, cause) -> {});
    }

    void everything() {
        store.transactionOfReplay(
                "everything",
                true,
                () -> reconciler.reconcile(
                        new Arrivals(Optional.of(BEGINNING), store.records().firstPending(), Map.of())));
    }
}

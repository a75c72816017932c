package org.synchrotron.simulation.device;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.reconcile.LogChange;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.store.Store;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ClientId;

/** Undoes everything in a file and replays it. */
final class Rewind {

    private static final ReplayKey BEGINNING = new ReplayKey(
            HybridTimestamp.ZERO, new ClientId("-"), new ActionId("00000000-0000-0000-0000-000000000000"));

    private final Store store;
    private final Reconciler reconciler;

    Rewind(Store store, ActionCatalogue actions, Supplier<UUID> ids) {
        this.store = store;
        Logic logic = new Logic(actions, store, null);
        this.reconciler = new Reconciler(store, logic, (record, cause) -> {});
    }

    /** {@return what the callback reads after it} Everything is rolled back. */
    <T> T everything(Function<Connection, T> look) {
        List<T> seen = new ArrayList<>();
        try {
            store.transactionOfReplay("everything", true, () -> {
                reconciler.reconcile(
                        new LogChange(Optional.of(BEGINNING), store.records().firstPending(), Map.of()));
                seen.add(look.apply(store.database().connection()));
                throw new TakenBack();
            });
        } catch (TakenBack expected) {
            return seen.get(0);
        }
        throw new IllegalStateException("the transaction was not taken back");
    }

    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

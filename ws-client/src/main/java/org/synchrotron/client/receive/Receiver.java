package org.synchrotron.client.receive;

import java.util.Optional;
import org.synchrotron.client.reconcile.LogChange;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.Store;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.ServerMessage.Delivery;

/** Stores deliveries, each in one transaction. Not thread-safe: one thread at a time may use it. */
public final class Receiver {

    private final Store store;
    private final Reconciler reconciler;

    public Receiver(Store store, Reconciler reconciler) {
        this.store = store;
        this.reconciler = reconciler;
    }

    /** {@return the delivery with the records that it has receipts for; empty if one of them is not held here as it was accepted} */
    public Optional<Delivery> whole(Delivery delivery) {
        return delivery.receipts().isEmpty()
                ? Optional.of(delivery)
                : store.database()
                        .transaction("pending records cannot be read", () -> new OwnRecords(store).addedTo(delivery));
    }

    /**
     * Stores a delivery. The records of its receipts must be {@linkplain #whole added}.
     *
     * @return what it changed
     * @throws org.synchrotron.client.DatabaseFailure if the file fails; the delivery will come again
     */
    public Received receive(Delivery delivery) {
        Optional<ReplayKey> predictedFrom = store.database().read("cannot be read", store.records()::firstPending);
        boolean predicting = predictedFrom.isPresent()
                || store.database()
                        .read("cannot be read", () -> store.quarantine().count() > 0);
        return store.transactionOfReplay(
                "a delivery up to " + delivery.upTo() + " cannot be stored",
                predicting,
                () -> take(delivery, predictedFrom));
    }

    private Received take(Delivery delivery, Optional<ReplayKey> predictedFrom) {
        // A repeated delivery may be from before the user's view changed.
        boolean leadsOn = delivery.upTo() > store.state().cursor();
        DeliveryMerge merge = new DeliveryMerge(store, leadsOn, delivery.receipts());
        for (LogEntry entry : delivery.entries()) {
            merge.take(entry);
        }
        Replayed replayed = reconciler.reconcile(new LogChange(merge.from(), predictedFrom, merge.effects()));
        ReplicaState state = store.state();
        if (!delivery.entries().isEmpty()) {
            state.saveClock();
        }
        state.advance(delivery.upTo(), delivery.cursor());
        return merge.received(replayed);
    }
}

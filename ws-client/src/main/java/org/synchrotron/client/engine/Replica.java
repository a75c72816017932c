package org.synchrotron.client.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.client.perform.Performer;
import org.synchrotron.client.receive.Received;
import org.synchrotron.client.receive.Receiver;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.recover.Restamper;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.upload.Offer;
import org.synchrotron.client.upload.Uploads;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ServerMessage.Delivery;

/**
 * One replica of the history: a file, the actions, and what can happen to them. Each method is one transaction. No threads, no
 * sockets; belongs to one thread at a time.
 */
public final class Replica implements AutoCloseable {

    private final Store store;
    private final ActionCatalogue actions;
    private final SyncListener listener;
    private final Performer performer;
    private final Receiver receiver;
    private final Restamper restamper;
    private final Uploads uploads;
    private final Impurities impurities;

    /** Takes over the store and closes it. */
    public Replica(
            Store store,
            ActionCatalogue actions,
            MessageCodec codec,
            Supplier<UUID> ids,
            SyncListener listener,
            boolean purityCheck) {
        this.store = store;
        this.actions = actions;
        this.listener = listener;
        this.impurities = new Impurities(listener);
        Logic logic = new Logic(actions, store, purityCheck ? impurities::found : null);
        Reconciler reconciler =
                new Reconciler(store, logic, (record, cause) -> listener.logicFailed(record.id(), record.tag(), cause));
        this.performer = new Performer(store, logic, ids);
        this.receiver = new Receiver(store, reconciler);
        this.restamper = new Restamper(store, reconciler);
        this.uploads = new Uploads(store, codec);
    }

    /** Executes the action that takes these arguments; see {@link Performer#perform}. */
    @SuppressWarnings("unchecked")
    public <R> Performed<R> perform(Record args) {
        return afterwardsTold(() -> performer.perform((ActionDefinition<Record, R>) actions.of(args), args));
    }

    /** Tries the action that takes these arguments, without a trace; see {@link Performer#rehearse}. */
    public Optional<ImpureAction> rehearse(Record args) {
        return performer.rehearse(actions.of(args), args);
    }

    /** Stores a delivery; {@return what it brought} */
    public Received receive(Delivery delivery) {
        Received received = afterwardsTold(() -> receiver.receive(delivery));
        listener.delivered(received.records(), received.rowChanges());
        tell(received.replayed());
        received.decided().forEach(listener::decided);
        return received;
    }

    /** Gives the pending records readings from the server's time on. */
    public void restamp(long serverTimeMs) {
        tell(afterwardsTold(() -> restamper.restamp(serverTimeMs)));
    }

    /** Remembers what a server said of itself and of the user. */
    public void welcomed(String serverEpoch, Set<String> audiences) {
        store.transaction("the server's greeting cannot be stored", () -> {
            state().serverEpoch(serverEpoch);
            state().audiences(audiences);
            return serverEpoch;
        });
    }

    /** {@return the next records to upload} */
    public Offer offer(long maxMessageBytes) {
        return uploads.next(maxMessageBytes);
    }

    /** {@return the pending records in replay order, without their effects} */
    public List<LogEntry> pending() {
        return store.database()
                .read("pending records cannot be read", () -> store.records().pending());
    }

    public int pendingCount() {
        return store.database()
                .read("pending records cannot be counted", () -> store.records().pendingCount());
    }

    /** {@return a record of the log, without its effects} */
    public Optional<LogEntry> find(ActionId id) {
        return store.database()
                .read("the log cannot be read", () -> store.records().find(id));
    }

    public ReplicaState state() {
        return store.state();
    }

    /** Impure actions are told even if the transaction was rolled back: they are a fact of the code. */
    private <T> T afterwardsTold(Supplier<T> transaction) {
        try {
            return transaction.get();
        } finally {
            impurities.tell();
        }
    }

    private void tell(Replayed replayed) {
        if (!replayed.equals(Replayed.NOTHING)) {
            listener.replayed(replayed.undone(), replayed.applied(), replayed.run());
        }
    }

    @Override
    public void close() {
        store.close();
    }
}

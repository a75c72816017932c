package org.synchrotron.client.engine;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.ReplayedLogic;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.perform.Adoption;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.perform.Performed;
import org.synchrotron.client.perform.Performer;
import org.synchrotron.client.perform.Recording;
import org.synchrotron.client.quarantine.Quarantine;
import org.synchrotron.client.receive.Received;
import org.synchrotron.client.receive.Receiver;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.ReplayCounts;
import org.synchrotron.client.store.ArrivingParts.Kept;
import org.synchrotron.client.store.Database;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.WaitingCounts;
import org.synchrotron.client.store.WaitingCounts.Waiting;
import org.synchrotron.client.upload.Offer;
import org.synchrotron.client.upload.UploadTerms;
import org.synchrotron.client.upload.Uploads;
import org.synchrotron.clock.HybridTimestamp;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ClientMessage.Hello;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.ProtocolVersion;
import org.synchrotron.protocol.ReplicaReport;
import org.synchrotron.protocol.ServerMessage.Delivery;

/**
 * One replica of the history: a file and the actions, with every operation on them. Each method is one transaction, and throws {@link
 * org.synchrotron.client.DatabaseFailure} if the file fails. It has no threads and no sockets. Not thread-safe: one thread at a time may use it.
 */
public final class Replica implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private final Store store;
    private final ActionCatalogue actions;
    private final SyncListener listener;
    private final Performer performer;
    private final Receiver receiver;
    private final ReplicaOrigin origin;
    private final RefusedRecords refused;
    private final ReplicaRows rows;
    private final Uploads uploads;
    private final LogicReports reports;
    private final LeftOutReports leftOut;
    private final ReplayCounts counts;
    private final WaitingCounts waiting;
    private boolean takesReceipts = true;
    private boolean lookedThrough;

    /** The replica owns the store and closes it. */
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
        this.reports = new LogicReports(listener);
        this.leftOut = new LeftOutReports(store, listener);
        Logic logic = new Logic(actions, store, purityCheck ? reports::impure : null);
        Recording recording = new Recording(store, ids);
        Reconciler reconciler = new Reconciler(store, logic, reports::failed);
        this.counts = reconciler.counts();
        this.performer = new Performer(store, logic, recording);
        this.receiver = new Receiver(store, reconciler);
        this.origin = new ReplicaOrigin(store, reconciler, change -> reports.tell(reports.afterwardsTold(change)));
        Quarantine quarantine = new Quarantine(store, reconciler);
        this.refused = new RefusedRecords(store, actions, performer, quarantine, reports, listener);
        this.rows = new ReplicaRows(
                store, reconciler, quarantine, new Adoption(store, actions, performer), reports, listener);
        this.uploads = new Uploads(store, codec);
        this.waiting = new WaitingCounts(store.database());
    }

    /** Executes the action of these arguments; see {@link Performer#perform}. */
    @SuppressWarnings("unchecked") // The caller says what the action gives back; see SynchrotronClient.execute.
    public <R> Performed<R> perform(Record args) {
        return reports.afterwardsTold(() -> performer.perform((ActionDefinition<Record, R>) actions.of(args), args));
    }

    /** Runs the action of these arguments several times and rolls back; see {@link Performer#dryRun}. */
    public Optional<ImpureAction> dryRun(Record args) {
        return performer.dryRun(actions.of(args), args);
    }

    /**
     * {@return the delivery with the records that it has receipts for; empty if one of them is not held here as it was accepted} Then the next
     * hello asks for whole records, until a delivery is stored.
     */
    Optional<Delivery> whole(Delivery delivery) {
        Optional<Delivery> whole = receiver.whole(delivery);
        takesReceipts = whole.isPresent();
        return whole;
    }

    /** {@return what a delivery changed} Stores the delivery. */
    public Received receive(Delivery delivery) {
        Received received = reports.afterwardsTold(() -> receiver.receive(delivery));
        listener.delivered(received.records(), received.rowChanges());
        reports.tell(received.replayed());
        received.decided().forEach(listener::decided);
        return received;
    }

    /** {@return the operations on records that the server refused} */
    public RefusedRecords refused() {
        return refused;
    }

    /** {@return how often logic ran again} Any thread may call it. */
    public ReplayedLogic replayed() {
        return counts.snapshot();
    }

    /** {@return the rows that the tables here cannot hold} */
    public LeftOutReports leftOut() {
        return leftOut;
    }

    /** {@return the next records to upload; see {@link Uploads#next}} */
    public Offer offer(@Nullable ReplayKey after, UploadTerms server) {
        return uploads.next(after, server);
    }

    /** {@return the pending records in replay order, without their effects} */
    public List<LogEntry> pending() {
        return read("pending records cannot be read", store.records()::pending);
    }

    public int pendingCount() {
        return waiting().pending();
    }

    /** {@return what waits for the server, or for somebody to decide} */
    public Waiting waiting() {
        return waiting.now();
    }

    /** {@return what the server is told of this replica} */
    public Hello hello() {
        ReplicaState state = store.state();
        HybridTimestamp base = state.base();
        Kept kept = rows.kept();
        return new Hello(
                ProtocolVersion.CURRENT,
                state.clientId(),
                state.placeInLog().orElse(null),
                base.equals(HybridTimestamp.ZERO) ? null : base,
                store.settings().keeping().history() != null,
                new ReplicaReport(
                        LibraryVersion.PRESENT, pendingCount(), waiting().quarantined()),
                state.identity().welcomes(),
                state.schema(),
                kept == null ? null : kept.resume(),
                takesReceipts);
    }

    /** {@return the operations on what pending records say of where and when they were executed} */
    public ReplicaOrigin origin() {
        return origin;
    }

    /** {@return the operations on rows without records} */
    public ReplicaRows rows() {
        return rows;
    }

    /** {@return whether the delivery has new records whose effects would be within what is held as rows only} */
    boolean reachesIntoBase(Delivery delivery) {
        ReplicaState state = store.state();
        return delivery.entries().stream()
                .anyMatch(each -> each.accepted().orElseThrow().ingestId() > state.cursor()
                        && state.isInBase(each.record().clock()));
    }

    /** Something failed that never should. Looks, once, whether the file is damaged; see {@link Database#lookThrough}. */
    void lookThrough() {
        if (!lookedThrough) {
            lookedThrough = true;
            try {
                store.database().lookThrough();
            } catch (DatabaseFailure e) {
                LOG.warn("the file cannot be looked through: {}", e.getMessage());
            }
        }
    }

    /** {@return a record of the log, without its effects} */
    public Optional<LogEntry> find(ActionId id) {
        return read("the log cannot be read", () -> store.records().find(id));
    }

    /** {@return the outcome of an own record that is no longer in the log here} */
    public Optional<Outcome> pastOutcome(ActionId id) {
        return read("past records cannot be read", () -> store.past().outcome(id));
    }

    private <T> T read(String doing, Database.Work<T> work) {
        return store.database().read(doing, work);
    }

    public ReplicaState state() {
        return store.state();
    }

    @Override
    public void close() {
        store.close();
    }
}

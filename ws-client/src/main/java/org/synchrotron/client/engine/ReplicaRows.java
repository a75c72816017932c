package org.synchrotron.client.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.RowProgress;
import org.synchrotron.client.RowProgress.Phase;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.UnadoptedRow;
import org.synchrotron.client.base.Changed;
import org.synchrotron.client.base.ChangedView;
import org.synchrotron.client.base.LogFolding;
import org.synchrotron.client.base.RowArrival;
import org.synchrotron.client.base.Switched;
import org.synchrotron.client.perform.Adoption;
import org.synchrotron.client.quarantine.Quarantine;
import org.synchrotron.client.quarantine.Quarantined;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.store.ArrivingParts.Kept;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.protocol.RowScope;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;

/**
 * The operations of a {@link Replica} on rows without the records that made them, each told to the listener. Each throws {@link
 * org.synchrotron.client.DatabaseFailure} if the file fails. Not thread-safe: one thread at a time may use it.
 */
public final class ReplicaRows {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaRows.class);

    private final Store store;
    private final SyncListener listener;
    private final LogFolding folding;
    private final RowArrival arrival;
    private final ChangedView view;
    private final Adoption adoption;
    private final LogicReports reports;
    private long expected;
    private long done;

    ReplicaRows(
            Store store,
            Reconciler reconciler,
            Quarantine quarantine,
            Adoption adoption,
            LogicReports reports,
            SyncListener listener) {
        this.adoption = adoption;
        this.reports = reports;
        this.store = store;
        this.listener = listener;
        this.folding = new LogFolding(store, reconciler);
        this.arrival = new RowArrival(store, reconciler, folding);
        this.view = new ChangedView(store, reconciler, folding, quarantine);
    }

    /** {@return the parts of a row delivery that was cut, which the next one may complete; null if there are none} */
    @Nullable
    Kept kept() {
        return arrival.kept();
    }

    /** Forgets such parts. */
    void dropKept() {
        arrival.dropKept();
    }

    /** {@return whether a row delivery could begin} If not, the server does not keep to the protocol. */
    public boolean begin(RowsStart start) {
        Kept kept = start.resumed() ? arrival.kept() : null;
        if (!arrival.begin(start)) {
            return false;
        }
        done = kept == null ? 0 : kept.rows();
        expected = done + start.expected();
        tell(Phase.RECEIVING, Duration.ZERO);
        return true;
    }

    /** {@return whether the part could be stored} If not, the server does not keep to the protocol. */
    public boolean add(RowsPart part) {
        OptionalInt came = arrival.add(part);
        if (part instanceof RowsPresent && came.isPresent()) {
            done += came.getAsInt();
            tell(Phase.RECEIVING, Duration.ZERO);
        }
        return came.isPresent();
    }

    /** {@return whether a row delivery was complete} Switches to its rows. */
    public boolean finish(RowsEnd end) {
        tell(Phase.SWITCHING, Duration.ZERO);
        Optional<Switched> switched = arrival.finish(end);
        switched.ifPresent(this::tell);
        return switched.isPresent();
    }

    /** The connection has ended: a row delivery that is not complete goes on with another one, or begins anew. */
    public void interrupted() {
        try {
            if (arrival.interrupted()) {
                tell(Phase.INTERRUPTED, Duration.ZERO);
            }
        } catch (DatabaseFailure e) {
            // The next connection begins with the same.
            LOG.debug("the parts of a row delivery are neither kept nor removed now", e);
        }
    }

    private void tell(Switched switched) {
        tell(Phase.DONE, Duration.ofNanos(switched.nanos()));
        LostRecords lost = switched.lost();
        if (lost != null) {
            listener.recordsLost(lost);
        }
        switched.decided().forEach(listener::decided);
        reports.tell(switched.replayed());
    }

    private void tell(Phase phase, Duration took) {
        listener.rows(new RowProgress(phase, done, expected, took));
    }

    /** The server greets; see {@link ChangedView#welcomed}. */
    public void welcomed(String serverEpoch, Set<String> audiences) {
        tell(view.welcomed(serverEpoch, audiences));
    }

    /** The server greets, and all rows are to come; see {@link ChangedView#welcomedAnew}. */
    public void welcomedAnew(String serverEpoch, Set<String> audiences) {
        tell(view.welcomedAnew(serverEpoch, audiences));
    }

    /** The server says how the user's audiences changed. */
    public void changed(Set<String> gained, Set<String> lost) {
        tell(view.changed(gained, lost));
    }

    private void tell(Changed changed) {
        for (Quarantined each : changed.quarantined()) {
            listener.quarantined(each.records());
        }
        if (changed.isAnything()) {
            listener.audiencesChanged(changed.gained(), changed.lost());
        }
    }

    /** {@return rows that the user may see, and that have not come yet} */
    public RowScope lacking() {
        return store.state().lacking();
    }

    /** All rows are to come anew; see {@link org.synchrotron.client.SynchrotronClient#rebase}. */
    public void rebase() {
        arrival.dropKept();
        store.transaction("what is asked of the server cannot be stored", () -> {
            store.state().lacksAll();
            return store;
        });
    }

    /** {@return the records that are given up, in replay order; see {@link org.synchrotron.client.SynchrotronClient#hardResync}} */
    public List<ActionRecord> hardResync() {
        arrival.dropKept();
        return folding.discardUnaccepted();
    }

    /**
     * If rows and log do not agree, all rows are to come anew, and what does not agree goes with the old ones. If anything else does not, the
     * file is replaced.
     */
    void rebaseIfInDoubt() {
        store.database().lookAtTables();
        store.database().contradiction().ifPresent(what -> {
            LOG.warn("all rows come anew, because of the file: {}", what);
            rebase();
        });
    }

    /** Tries to adopt the rows that wait for it, one transaction for each; see {@link Adoption#run}. */
    public void adopt() {
        try {
            List<UnadoptedRow> left = adoption.run();
            if (!left.isEmpty()) {
                listener.rowsNotAdopted(left);
            }
        } finally {
            reports.tell();
        }
    }

    /** {@return how many rows wait to be adopted} */
    public int unadopted() {
        return adoption.count();
    }

    /** {@return whether the log was cut; see {@link LogFolding#cutIfDue}} */
    public boolean cutIfDue() {
        return folding.cutIfDue();
    }

    /** Cuts all of the log, whatever the settings are. */
    public void cut() {
        folding.cut();
    }
}

package org.synchrotron.client.base;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.LostRecords;
import org.synchrotron.client.quarantine.Release;
import org.synchrotron.client.reconcile.Reconciler;
import org.synchrotron.client.reconcile.Replayed;
import org.synchrotron.client.store.ArrivingParts;
import org.synchrotron.client.store.ArrivingParts.Kept;
import org.synchrotron.client.store.ArrivingParts.Part;
import org.synchrotron.client.store.RecordStatus;
import org.synchrotron.client.store.RecordSummary;
import org.synchrotron.client.store.ReplicaState;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.Outcome;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowsMessage.RowsEnd;
import org.synchrotron.protocol.RowsMessage.RowsGone;
import org.synchrotron.protocol.RowsMessage.RowsOfTable;
import org.synchrotron.protocol.RowsMessage.RowsOutcomes;
import org.synchrotron.protocol.RowsMessage.RowsPart;
import org.synchrotron.protocol.RowsMessage.RowsPresent;
import org.synchrotron.protocol.RowsMessage.RowsStart;

/**
 * Receives row deliveries: stores the parts beside the tables, and switches to the new rows with the last. Not thread-safe: one thread at a
 * time may use it.
 */
public final class RowArrival {

    private final Store store;
    private final Reconciler reconciler;
    private final LogFolding folding;
    private final Map<ActionId, Outcome> outcomes = new HashMap<>();
    private @Nullable RowsStart present;
    private long parts;

    public RowArrival(Store store, Reconciler reconciler, LogFolding folding) {
        this.store = store;
        this.reconciler = reconciler;
        this.folding = folding;
    }

    /**
     * Begins a delivery. It completes the parts that were kept of one that was cut, or they are forgotten.
     *
     * @return false if it completes parts that are not here
     */
    public boolean begin(RowsStart start) {
        if (start.resumed() && kept() == null) {
            return false;
        }
        forget();
        store.database().read("a row delivery cannot begin", () -> {
            if (start.resumed()) {
                incoming().goOn();
            } else {
                incoming().begin(start.whole());
            }
            return start;
        });
        present = start;
        return true;
    }

    /** {@return the parts of a delivery that was cut, which the next one may complete; null if there are none, or if one comes} */
    public @Nullable Kept kept() {
        return present == null
                ? store.database()
                        .read(
                                "the parts of a row delivery cannot be read",
                                () -> Optional.ofNullable(incoming().kept()))
                        .orElse(null)
                : null;
    }

    /** {@return whether a delivery had begun and was not complete} Its parts are kept, if the server can go on after them. */
    public boolean interrupted() {
        boolean begun = present != null;
        forget();
        if (begun && kept() == null) {
            drop();
        }
        return begun;
    }

    /** Forgets parts that were kept, unless a delivery comes. */
    public void dropKept() {
        if (present == null) {
            drop();
        }
    }

    private void forget() {
        present = null;
        parts = 0;
        outcomes.clear();
    }

    private void drop() {
        forget();
        store.database().read("the parts of a row delivery cannot be removed", () -> {
            incoming().drop();
            return store;
        });
    }

    private ArrivingParts incoming() {
        return store.arriving().parts();
    }

    /**
     * Stores a part.
     *
     * @return how many rows it brought; empty if it is not the next part of the delivery that has begun, or if its rows cannot be read; it is not stored then
     */
    public OptionalInt add(RowsPart part) {
        if (present == null || !part.delivery().equals(present.delivery()) || part.part() != parts + 1) {
            return OptionalInt.empty();
        }
        parts++;
        if (part instanceof RowsOutcomes some) {
            outcomes.putAll(some.outcomes());
            return OptionalInt.of(0);
        }
        ResumePoint resume = ((RowsOfTable) part).resume();
        if (resume != null) {
            store.database().read("the parts of a row delivery cannot be kept", () -> {
                incoming().keep();
                return resume;
            });
        }
        return store.transaction(
                "a part of a row delivery cannot be stored", () -> incoming().add(stored(part), resume));
    }

    private static Part stored(RowsPart part) {
        return part instanceof RowsPresent rows
                ? new Part.Present(rows.table(), rows.columns(), rows.rows())
                : new Part.Gone(((RowsGone) part).table(), JsonText.of(((RowsGone) part).ids()));
    }

    /**
     * Switches to the new rows, in one transaction: the log is folded into the base, the rows are replaced, the outcomes of own records are
     * stored, the cursor moves, and what is pending is predicted on top.
     *
     * @return what it changed; empty if no delivery has begun, it is the end of another one, or parts are missing, so that nothing is changed
     */
    public Optional<Switched> finish(RowsEnd end) {
        RowsStart start = present;
        if (start == null || !end.delivery().equals(start.delivery()) || end.part() != parts) {
            return Optional.empty();
        }
        long begin = store.settings().nanos();
        Switched switched;
        try {
            switched = store.transactionWithoutConstraints(
                    "a row delivery up to " + end.upTo() + " cannot be stored", () -> switchTo(start, end));
        } catch (DatabaseFailure failure) {
            throw afterFailedSwitch(failure);
        }
        long spent = store.settings().nanos() - begin;
        drop();
        folding.predictAgain();
        return Optional.of(switched.took(spent));
    }

    /** Parts that cannot be read must not be completed again and again. With more room on the disk, they can be. */
    private DatabaseFailure afterFailedSwitch(DatabaseFailure failure) {
        if (failure.kind() != DatabaseFailure.Kind.DISK_FULL) {
            try {
                drop();
            } catch (DatabaseFailure further) {
                failure.addSuppressed(further);
            }
        }
        return failure;
    }

    private Switched switchTo(RowsStart start, RowsEnd end) {
        int undone = folding.all();
        store.arriving().load(start.whole());
        ReplicaState state = store.state();
        boolean anew = isAnew(start);
        Map<ActionId, Outcome> decided = settle(anew);
        LostRecords lost =
                anew ? new PendingAgain(store).exceptFor(outcomes.keySet()).orElse(null) : null;
        state.clock().receive(end.base());
        state.saveClock();
        if (anew) {
            state.begin(end.upTo(), end.cursor(), end.base());
        } else {
            state.raiseBase(end.base());
            state.advance(end.upTo(), end.cursor());
        }
        // Something may have been added since the server was asked.
        state.lacking(state.lacking().without(start.whole()));
        Replayed predicted = reconciler.predict();
        return new Switched(lost, decided, new Replayed(undone, predicted.applied(), predicted.run()), 0);
    }

    /** The server has said in its welcome that its log does not have this replica's place. */
    private boolean isAnew(RowsStart start) {
        return start.after() == 0 && store.state().cursor() > 0;
    }

    /** {@return the outcomes that are news here} A pending record with an outcome is in the server's log, and its effects are in the rows. */
    private Map<ActionId, Outcome> settle(boolean anew) {
        Map<ActionId, Outcome> decided = new HashMap<>();
        outcomes.forEach((id, outcome) -> {
            if (settle(id, outcome, anew)) {
                decided.put(id, outcome);
            }
        });
        return decided;
    }

    /** @param anew whether the outcomes are those of all records of the user, which are no news as such */
    private boolean settle(ActionId id, Outcome outcome, boolean anew) {
        Optional<RecordSummary> waiting = store.records().summary(id);
        if (waiting.isEmpty()) {
            return !store.past().outcome(id).equals(Optional.of(outcome))
                    && (store.past().decide(id, outcome) || (!anew && outcome.isNoOp()));
        }
        if (waiting.get().status() == RecordStatus.QUARANTINED) {
            // The server has it from an earlier attempt.
            var unused = new Release(store).of(id);
        }
        store.past().settle(id, outcome);
        store.effects().replace(id, List.of());
        store.records().forget(id);
        return true;
    }
}

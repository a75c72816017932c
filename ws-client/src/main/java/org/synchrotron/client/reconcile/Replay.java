package org.synchrotron.client.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.reconcile.ReplayPlan.Step;
import org.synchrotron.client.reconcile.ReplayPlan.Way;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.DeferredSpan;
import org.synchrotron.client.store.OutdatedLogic;
import org.synchrotron.client.store.RecordStatus;
import org.synchrotron.client.store.StaleCells;
import org.synchrotron.client.store.Store;
import org.synchrotron.client.store.TransactionEnded;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/** Carries out one plan. */
final class Replay {

    private final Store store;
    private final Logic logic;
    private final FailedLogic failures;
    private final ReplayCounts counts;
    private final Map<ActionId, List<RowChange>> atHand;
    private final Map<ActionId, LogEntry> entries = new HashMap<>();

    private final StaleCells staleCells;
    private final LeftOutChanges leftOut;
    private final Causes causes;

    /** Whether the logic that failed last names what is not in the schema any more. */
    private boolean outdated;

    /** Predicted records whose applied changes are not their known effects yet. */
    private final List<ActionId> captured = new ArrayList<>();

    /** @param atHand known effects that need not be read */
    Replay(Store store, Logic logic, FailedLogic failures, ReplayCounts counts, Map<ActionId, List<RowChange>> atHand) {
        this.store = store;
        this.logic = logic;
        this.failures = failures;
        this.counts = counts;
        this.atHand = atHand;
        this.staleCells = new StaleCells(store.database());
        this.leftOut = new LeftOutChanges(store);
        this.causes = new Causes(store, logic, counts);
    }

    /** {@return what it predicts} */
    Causes causes() {
        return causes;
    }

    /** {@return the span of the log within which the tables lack changes now, if there is one} */
    Optional<DeferredSpan> deferred() {
        return leftOut.deferred();
    }

    Replayed carryOut(ReplayPlan plan) {
        if (!plan.undo().isEmpty()) {
            store.rows().undo(plan.undo());
        }
        store.records()
                .find(plan.needed())
                .forEach(each -> entries.put(each.record().id(), each));
        if (!plan.steps().isEmpty()) {
            leftOut.begin(plan.steps().get(0).summary().key());
        }
        AppliedMarks marks = new AppliedMarks(store.records());
        int taken = 0;
        for (Step step : plan.steps()) {
            if (step.way() == Way.WITHOUT_STALE_CELLS) {
                // Which cells of a correction are stale depends on the records before it.
                takeOver();
                marks.write();
            }
            marks.add(step.id(), take(step));
            if (++taken == plan.decided()) {
                leftOut.mend(step.summary().key(), plan.endsDecided());
            }
        }
        takeOver();
        store.rows().rest();
        marks.write();
        causes.store();
        return new Replayed(plan.undo().size(), plan.steps().size(), marks.byLogic());
    }

    private Applied take(Step step) {
        return switch (step.way()) {
            case KNOWN -> known(step, effects(step.id()));
            case WITHOUT_STALE_CELLS -> known(step, staleCells.removed(entry(step.id(), effects(step.id()))));
            case RUN -> run(step, record(step.id()));
            case PREDICT -> predict(step, record(step.id()));
        };
    }

    private Applied known(Step step, List<RowChange> effects) {
        leftOut.applied(step.summary().key(), effects, store.rows().apply(step.id(), effects));
        return Applied.KNOWN;
    }

    /**
     * If the logic fails, or reads nothing that was predicted, the known effects are applied; a no-op has none. A withdrawn record never
     * runs.
     */
    private Applied run(Step step, ActionRecord record) {
        if (!causes.predict(record)) {
            return known(step, effects(record.id()));
        }
        RecordStatus status = step.summary().status();
        if (status == RecordStatus.WITHDRAWN || !attempt(record)) {
            return status == RecordStatus.ACCEPTED ? known(step, effects(record.id())) : Applied.LOGIC;
        }
        if (!causes.isOwn(record)) {
            SeenChanges.keepOnly(store.rows(), record.id(), causes::sees);
        }
        return Applied.LOGIC;
    }

    private Applied predict(Step step, ActionRecord record) {
        causes.predicted(record);
        if (logic.knows(record.tag()) && (attempt(record) || !outdated)) {
            captured.add(record.id());
        } else {
            // An older program executed it. The server runs it, or takes what it did here.
            known(step, effects(record.id()));
        }
        return Applied.LOGIC;
    }

    /** Makes the applied changes of predicted records their known effects; a record that failed has none. */
    private void takeOver() {
        store.effects().takeApplied(captured);
        captured.clear();
    }

    /** Runs the logic completely, or undoes it. */
    private boolean attempt(ActionRecord record) {
        outdated = false;
        Optional<RuntimeException> ending = store.ending().cause(record);
        if (ending.isPresent()) {
            failures.failed(record, ending.get());
            return false;
        }
        counts.ranAgain(record.tag());
        store.rows().capture(record.id());
        store.database().attempt();
        try {
            logic.run(record);
            store.database().keep();
            return true;
        } catch (RuntimeException e) {
            return takenBack(record, e);
        }
    }

    private boolean takenBack(ActionRecord record, RuntimeException cause) {
        Optional<RuntimeException> file = store.fileFailure(cause, "record " + record.id());
        if (file.isPresent()) {
            if (file.get() instanceof TransactionEnded ended) {
                store.ending().found(record, ended);
            }
            throw file.get();
        }
        store.database().takeBack();
        failures.failed(record, cause);
        outdated = OutdatedLogic.failedWith(cause);
        return false;
    }

    private List<RowChange> effects(ActionId id) {
        List<RowChange> present = atHand.get(id);
        return present != null ? present : store.effects().of(id);
    }

    private ActionRecord record(ActionId id) {
        return entry(id, List.of()).record();
    }

    private LogEntry entry(ActionId id, List<RowChange> effects) {
        LogEntry stored = entries.get(id);
        if (stored == null) {
            throw new IllegalStateException("record " + id + " was in the log a moment ago");
        }
        return new LogEntry(stored.record(), stored.acceptance(), effects);
    }
}

package org.synchrotron.client.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.perform.Logic;
import org.synchrotron.client.reconcile.ReplayPlan.Step;
import org.synchrotron.client.reconcile.ReplayPlan.Way;
import org.synchrotron.client.store.Applied;
import org.synchrotron.client.store.SqliteFailures;
import org.synchrotron.client.store.Store;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;

/** Carries out plans. */
final class Replay {

    private final Store store;
    private final Logic logic;
    private final FailedLogic failures;

    Replay(Store store, Logic logic, FailedLogic failures) {
        this.store = store;
        this.logic = logic;
        this.failures = failures;
    }

    Replayed carryOut(ReplayPlan plan, Map<ActionId, List<RowChange>> atHand) throws SQLException {
        if (!plan.undo().isEmpty()) {
            store.rows().undo(plan.undo());
        }
        withdraw(plan.withdrawn());
        Marks marks = new Marks(store.records());
        for (Step step : plan.steps()) {
            if (step.way() == Way.LIVE) {
                // Which of its cells count hangs on how the records before it were applied.
                marks.write();
            }
            marks.add(step.standing().id(), take(step, atHand));
        }
        store.rows().rest();
        marks.write();
        return new Replayed(plan.undo().size(), plan.steps().size(), marks.byLogic());
    }

    private void withdraw(List<ActionId> corrections) throws SQLException {
        for (ActionId each : corrections) {
            store.effects().replace(each, List.of());
            store.records().forget(each);
        }
    }

    private Applied take(Step step, Map<ActionId, List<RowChange>> atHand) throws SQLException {
        ActionId id = step.standing().id();
        return switch (step.way()) {
            case KNOWN -> known(id, effects(id, atHand));
            case LIVE -> known(id, store.effects().live(entry(id, effects(id, atHand))));
            case RUN -> run(record(id), atHand);
            case PREDICT -> predict(record(id));
        };
    }

    private Applied known(ActionId id, List<RowChange> effects) throws SQLException {
        store.rows().apply(id, effects);
        return Applied.KNOWN;
    }

    private Applied run(ActionRecord record, Map<ActionId, List<RowChange>> atHand) throws SQLException {
        if (!attempt(record)) {
            return known(record.id(), effects(record.id(), atHand));
        }
        if (!record.author().equals(store.state().userId())) {
            store.rows().keepOnly(record.id(), store.state()::sees);
        }
        return Applied.LOGIC;
    }

    private Applied predict(ActionRecord record) throws SQLException {
        boolean done = logic.knows(record.tag()) && attempt(record);
        store.effects().replace(record.id(), done ? store.rows().observed(record.id()) : List.of());
        return Applied.LOGIC;
    }

    /** Runs the logic to its end or not at all. */
    private boolean attempt(ActionRecord record) throws SQLException {
        store.rows().observe(record.id());
        Connection connection = store.database().connection();
        Savepoint before = connection.setSavepoint();
        try {
            logic.run(record);
            connection.releaseSavepoint(before);
            return true;
        } catch (RuntimeException e) {
            DatabaseFailure file = SqliteFailures.behind(e, store.database().file(), "record " + record.id());
            if (file != null) {
                throw file;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            failures.failed(record, e);
            return false;
        }
    }

    private List<RowChange> effects(ActionId id, Map<ActionId, List<RowChange>> atHand) throws SQLException {
        List<RowChange> present = atHand.get(id);
        return present != null ? present : store.effects().of(id);
    }

    private ActionRecord record(ActionId id) throws SQLException {
        return entry(id, List.of()).record();
    }

    private LogEntry entry(ActionId id, List<RowChange> effects) throws SQLException {
        LogEntry stored = store.records()
                .find(id)
                .orElseThrow(() -> new IllegalStateException("record " + id + " was in the log a moment ago"));
        return new LogEntry(stored.record(), stored.acceptance(), effects);
    }
}

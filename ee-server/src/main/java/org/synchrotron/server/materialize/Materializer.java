package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.Reach;
import org.synchrotron.action.RowIds;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.ObservedTable;
import org.synchrotron.server.log.PostgresSql;

/** Carries a {@link ReplayPlan} out on a transaction that holds the log's lock. Thread-safe. */
public final class Materializer {

    private final ActionCatalogue actions;
    private final ActionArguments arguments;

    public Materializer(ActionCatalogue actions, ActionArguments arguments) {
        this.actions = actions;
        this.arguments = arguments;
    }

    /** {@return whether this server has the code of such records} */
    public boolean knows(String tag) {
        return actions.byTag(tag).isPresent();
    }

    /** {@return how far a run of the record reaches, as its action says} */
    Reach reach(ActionRecord record) {
        Optional<ActionDefinition<?, ?>> action = actions.byTag(record.tag());
        if (action.isEmpty()) {
            return Reach.EVERYTHING;
        }
        try {
            return action.get()
                    .reach(record.args(), arguments, RowIds.ofRecord(record.id().value()));
        } catch (RuntimeException unknown) {
            // Arguments that do not fit, as a rule: the run says so to the author.
            return Reach.EVERYTHING;
        }
    }

    /**
     * Undoes and runs. The transaction is in the engine's scope before and after.
     *
     * @return how the run of each record ended
     */
    public Map<ActionId, RunResult> carryOut(ReplayPlan plan, Handle sql) {
        if (!plan.undo().isEmpty()) {
            new ObservedTable(sql).undo(plan.undo());
        }
        Map<ActionId, RunResult> results = new HashMap<>();
        if (!plan.run().isEmpty()) {
            run(plan, sql, results);
            RoleScope.enterEngine(sql);
        }
        return results;
    }

    private void run(ReplayPlan plan, Handle sql, Map<ActionId, RunResult> results) {
        try (Handle actionSql = PostgresSql.openForActions(sql.getConnection())) {
            RecordRunner runner = new RecordRunner(actionSql, actions, arguments);
            plan.run().forEach(step -> results.put(step.record().id(), runner.run(step)));
        }
    }
}

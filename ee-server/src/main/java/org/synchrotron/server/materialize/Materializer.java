package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.log.ObservedTable;
import org.synchrotron.server.log.PostgresSql;

/** Carries a {@link ReplayPlan} out on a transaction that holds the log's lock. Thread-safe. */
public final class Materializer {

    private final ActionCatalogue actions;
    private final ActionArguments arguments;
    private final @Nullable ImpurityWatch impurities;

    public Materializer(ActionCatalogue actions, ActionArguments arguments) {
        this(actions, arguments, null);
    }

    /** @param impurities hears of impure actions, for which each runs twice; null if none is looked for */
    public Materializer(ActionCatalogue actions, ActionArguments arguments, @Nullable ImpurityWatch impurities) {
        this.actions = actions;
        this.arguments = arguments;
        this.impurities = impurities;
    }

    /** {@return whether this server has the code of such records} */
    public boolean knows(String tag) {
        return actions.byTag(tag).isPresent();
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
            Function<ReplayStep, RunResult> running =
                    impurities == null ? runner::run : new TwofoldRunner(sql, runner, impurities)::run;
            plan.run().forEach(step -> results.put(step.record().id(), running.apply(step)));
        }
    }
}

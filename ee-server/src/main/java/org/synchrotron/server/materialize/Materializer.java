package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.RowIds;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.access.RecordScope;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.PostgresSql;

/** Carries out a {@link ReplayPlan} in a transaction that holds the log's lock. Thread-safe. */
public final class Materializer {

    private final ActionCatalogue actions;
    private final ActionArguments arguments;
    private final @Nullable ImpurityListener impurities;

    public Materializer(ActionCatalogue actions, ActionArguments arguments) {
        this(actions, arguments, null);
    }

    /** @param impurities receives reports of impure actions, for which each record runs twice; null to run each once */
    public Materializer(ActionCatalogue actions, ActionArguments arguments, @Nullable ImpurityListener impurities) {
        this.actions = actions;
        this.arguments = arguments;
        this.impurities = impurities;
    }

    /** {@return whether records of this tag also concern rows that their authors cannot see, and so get further views (rule 7)} */
    public boolean concernsHiddenRows(String tag) {
        return actions.byTag(tag)
                .map(action -> action.replay() == ReplayPolicy.EVERYWHERE)
                .orElse(false);
    }

    /** {@return whether this server has the code of this tag} */
    public boolean knows(String tag) {
        return actions.byTag(tag).isPresent();
    }

    /**
     * {@return the path of the first member of the record's args that its action does not declare; empty if there is none, or if
     * this server does not have the code}
     */
    public Optional<String> undeclared(ActionRecord record) {
        return actions.byTag(record.tag()).flatMap(action -> arguments.undeclared(action, record.args()));
    }

    /** {@return the footprint of the record, as its action declares; everything without code or if the action fails} */
    Footprint footprint(ActionRecord record) {
        Optional<ActionDefinition<?, ?>> action = actions.byTag(record.tag());
        if (action.isEmpty() || !record.isReadable()) {
            return Footprint.EVERYTHING;
        }
        try {
            return action.get()
                    .footprint(
                            record.args(),
                            arguments,
                            RowIds.ofRecord(record.id().value()));
        } catch (RuntimeException unknown) {
            // Usually the arguments do not fit; the run of the record then reports it to the author.
            return Footprint.EVERYTHING;
        }
    }

    /**
     * Undoes and runs the records of the plan. The transaction must be in the engine's scope.
     *
     * @return the results of the runs, by record id
     */
    public Map<ActionId, RunResult> carryOut(ReplayPlan plan, Handle sql) {
        if (!plan.undo().isEmpty()) {
            new AppliedChanges(sql).undo(plan.undo());
        }
        Map<ActionId, RunResult> results = new HashMap<>();
        if (!plan.run().isEmpty()) {
            run(plan, sql, results);
        }
        return results;
    }

    private void run(ReplayPlan plan, Handle sql, Map<ActionId, RunResult> results) {
        try (Handle actionSql = PostgresSql.openForActions(sql.getConnection())) {
            String checks = DeferredConstraints.check(sql);
            RecordScope scope = new RecordScope(sql.getConnection(), checks);
            RecordRunner runner = new RecordRunner(actionSql, scope, actions, arguments);
            Function<ReplayStep, RunResult> running =
                    impurities == null ? runner::run : new DoubleRunner(sql, runner, impurities)::run;
            FurtherRuns further = new FurtherRuns(sql, runner, checks);
            for (ReplayStep step : plan.run()) {
                RunResult result = running.apply(step);
                results.put(step.record().id(), result);
                if (result instanceof RunResult.Done done) {
                    further.run(step, done.author().grant());
                }
            }
        }
    }
}

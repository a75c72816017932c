package org.synchrotron.server.materialize;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.server.access.RecordScope;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.FailureKind;

/** Carries out a {@link ReplayPlan} in a transaction that holds the log's lock. Thread-safe. */
public final class Materializer {

    private final ActionCatalogue actions;
    private final KnownCode code;
    private final ActionArguments arguments;
    private final @Nullable ImpurityListener impurities;
    private final RunLimits limits;
    private final Savepoints savepoints;
    private final ReplayCounts counts = new ReplayCounts();

    /** For actions that set no savepoints, without limits and reports. */
    public Materializer(ActionCatalogue actions, ActionArguments arguments) {
        this(actions, arguments, null, RunLimits.none(), new Savepoints(new UUID(0, 0)), Set.of());
    }

    /**
     * @param impurities receives reports of impure actions, for which each record runs twice; null to run each once
     * @param limits how long one run may take
     * @param savepoints gives the engine's savepoints names
     * @param retired the tags whose records are taken by their row changes where their code is missing
     */
    public Materializer(
            ActionCatalogue actions,
            ActionArguments arguments,
            @Nullable ImpurityListener impurities,
            RunLimits limits,
            Savepoints savepoints,
            Set<String> retired) {
        this.actions = actions;
        this.code = new KnownCode(actions, retired);
        this.savepoints = savepoints;
        this.arguments = arguments;
        this.impurities = impurities;
        this.limits = limits;
    }

    /** {@return who receives reports of impure actions, if they are looked for} */
    Optional<ImpurityListener> impurities() {
        return Optional.ofNullable(impurities);
    }

    /** {@return how many records ran again since the start of this node, and why more than their footprints say} */
    public ReplayCounts counts() {
        return counts;
    }

    /** {@return the most row changes of a run; 0 for any number} */
    public int mostRowChanges() {
        return limits.rowChanges();
    }

    RunLimits limits() {
        return limits;
    }

    Savepoints savepoints() {
        return savepoints;
    }

    /**
     * {@return whether the record also concerns rows that its author cannot see, and so gets further views (rule 7)} A record whose
     * action declares audiences does not: its author sees all of their rows.
     */
    public boolean concernsHiddenRows(ActionRecord record) {
        return actions.byTag(record.tag())
                        .map(action -> action.replay() == ReplayPolicy.EVERYWHERE)
                        .orElse(false)
                && !(footprint(record).audiences() instanceof Footprint.Declared);
    }

    /** {@return the tags of the actions whose records may concern such rows} */
    public Set<String> hiddenRowTags() {
        return actions.tags().stream()
                .filter(tag -> actions.byTag(tag)
                        .map(action -> action.replay() == ReplayPolicy.EVERYWHERE)
                        .orElse(false))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether this server has the code of this tag} */
    public boolean knows(String tag) {
        return code.isHere(tag);
    }

    /** {@return whether another node, which is alive, has the code of this tag, and this server lacks and needs it} */
    public boolean isElsewhere(String tag, Handle sql) {
        return code.isElsewhere(tag, sql);
    }

    /**
     * {@return the path of the first member of the record's args that its action does not declare; empty if there is none, or if
     * this server does not have the code}
     */
    public Optional<String> undeclared(ActionRecord record) {
        return actions.byTag(record.tag()).flatMap(action -> arguments.undeclared(action, record.args()));
    }

    /** {@return the footprint of the record, as its action declares; the grant without code or if the action fails} */
    public Footprint footprint(ActionRecord record) {
        return actions.footprint(record, arguments);
    }

    /**
     * Undoes and runs the records of the plan. The transaction must be in the engine's scope.
     *
     * @return the results of the runs, by record id
     * @throws org.synchrotron.action.RunLimitExceeded if a run cost more than it may; the caller rolls back what the plan has done
     * @throws RunPrevented if the world prevents a run; the caller rolls the transaction back
     */
    public Map<ActionId, RunResult> carryOut(ReplayPlan plan, Handle sql) {
        code.require(plan.run(), sql);
        if (!plan.undoesNothing()) {
            stored(plan.run(), () -> new AppliedChanges(sql).undo(plan.undo(), plan.positions()));
        }
        Map<ActionId, RunResult> results = new HashMap<>();
        if (!plan.run().isEmpty()) {
            run(plan, sql, results);
        }
        return results;
    }

    private void run(ReplayPlan plan, Handle sql, Map<ActionId, RunResult> results) {
        try (LogicConnection logic = new LogicConnection(sql.getConnection())) {
            RecordEnd end = RecordEnd.of(sql);
            RecordScope scope = new RecordScope(sql, end.sql(), savepoints);
            RecordRunner runner = new RecordRunner(logic, scope, actions, arguments, limits);
            Function<ReplayStep, RunResult> running =
                    impurities == null ? runner::run : new DoubleRunner(sql, runner, impurities, savepoints)::run;
            FurtherRuns further = new FurtherRuns(sql, runner, end.constraints(), savepoints);
            PutBacks later = new PutBacks(plan.putBack(), sql);
            for (ReplayStep step : plan.run()) {
                stored(List.of(step), () -> later.before(ReplayKey.of(step.record())));
                RunResult result = running.apply(step);
                results.put(step.record().id(), result);
                if (result instanceof RunResult.Done done) {
                    further.run(step, done.author().grant());
                }
            }
            stored(plan.run(), later::all);
        }
    }

    /**
     * Writes stored values. If one does not fit its column any more, because a migration has changed the column's type, that is no failure of
     * a record's data: operators hear of it, and the upload waits.
     *
     * @param runs the runs that it is for
     */
    private void stored(List<ReplayStep> runs, Runnable write) {
        try {
            write.run();
        } catch (JdbiException failure) {
            if (runs.isEmpty() || !FailureKind.isUnfitValue(failure)) {
                throw failure;
            }
            RunPrevented prevented = new RunPrevented(runs.get(0).record(), failure);
            limits.prevented(prevented);
            throw prevented;
        }
    }
}

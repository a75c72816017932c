package org.synchrotron.server.materialize;

import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.ActionTooLarge;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.action.InvalidArguments;
import org.synchrotron.action.RunLimitExceeded;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.RecordScope;
import org.synchrotron.server.access.RunBounds;
import org.synchrotron.server.access.ScopeFailed;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.runtime.RunWatch;

/**
 * Runs records one after another in one transaction. The changes of each record are kept or undone as a whole. Not thread-safe.
 */
final class RecordRunner {

    private final LogicConnection sql;
    private final RecordScope scope;
    private final ActionCatalogue actions;
    private final ActionArguments arguments;
    private final RunLimits limits;

    /**
     * @param sql the connection for actions
     * @param scope the scope of records in the same transaction
     * @param limits how long a run of logic may take, and who hears of runs that the world prevents
     */
    RecordRunner(
            LogicConnection sql,
            RecordScope scope,
            ActionCatalogue actions,
            ActionArguments arguments,
            RunLimits limits) {
        this.sql = sql;
        this.scope = scope;
        this.actions = actions;
        this.arguments = arguments;
        this.limits = limits;
    }

    /**
     * {@return the result of the run}
     *
     * @throws RunLimitExceeded if the logic cost more than one run may; everything that it wrote is undone
     * @throws RunPrevented if something else than the data prevents the run; the transaction has to be rolled back
     * @throws RunSpoiled if the transaction can only be rolled back after the run
     */
    RunResult run(ReplayStep step) {
        return run(step, 0);
    }

    /**
     * The same for a record that has run already, under other views.
     *
     * @param after the position of its latest row change
     */
    RunResult run(ReplayStep step, long after) {
        if (step.outcome() != null && step.outcome().kind() == Outcome.Kind.WITHDRAWN) {
            return RunResult.Rejected.because(step.outcome());
        }
        ActionDefinition<?, ?> logic = logic(step);
        return logic == null
                ? onceOrTwice(step, () -> applied(step))
                : limits.spoiled().result(step, () -> onceOrTwice(step, () -> ran(step, logic, after)));
    }

    private RunResult onceOrTwice(ReplayStep step, Supplier<RunResult> attempt) {
        try {
            RunResult first = attempt.get();
            if (!isTurnedByTheDatabase(step, first)) {
                return first;
            }
        } catch (RunPrevented prevented) {
            if (!prevented.mayPass()) {
                throw told(prevented);
            }
        }
        sql.freshPlans(step.record());
        return onFreshPlans(step.record(), attempt);
    }

    /** An accepted record is not rejected because of one failure of the database: it runs once more. */
    private static boolean isTurnedByTheDatabase(ReplayStep step, RunResult result) {
        return step.isAccepted() && result instanceof RunResult.Rejected no && RunFailure.isOfTheDatabase(no.cause());
    }

    private RunResult onFreshPlans(ActionRecord record, Supplier<RunResult> attempt) {
        try {
            return attempt.get();
        } catch (RunPrevented prevented) {
            if (FailureKind.isCancellation(prevented)) {
                throw tooSlow(record);
            }
            throw told(prevented);
        }
    }

    private RunPrevented told(RunPrevented prevented) {
        if (prevented.isForOperators()) {
            limits.prevented(prevented);
        }
        return prevented;
    }

    /** Null if the step only applies what is given. */
    private @Nullable ActionDefinition<?, ?> logic(ReplayStep step) {
        return step.record().isReadable() && !step.author().isEngine()
                ? actions.byTag(step.record().tag()).orElse(null)
                : null;
    }

    private RunResult applied(ReplayStep step) {
        sql.begin();
        return scope.run(
                step.record().id(),
                step.author(),
                step.audiences(),
                RunBounds.NONE,
                () -> {
                    apply(step.given());
                    return new RunResult.Done(null, step.author());
                },
                failure -> rejected(step.record(), failure));
    }

    private RunResult ran(ReplayStep step, ActionDefinition<?, ?> logic, long after) {
        ActionRecord record = step.record();
        if (limits.watch().isStuck(record.id())) {
            throw tooSlow(record);
        }
        sql.begin();
        RunWatch.Run run = limits.watch().begin(record, sql.connection());
        try {
            return scope.run(
                    record.id(),
                    step.author(),
                    step.audiences(),
                    limits.bounds(after),
                    () -> inTime(step, logic, run),
                    failure -> failed(record, run, sql.cause(failure)));
        } catch (ScopeFailed failure) {
            throw isTooSlow(run, failure) ? tooSlow(record) : new RunPrevented(record, failure);
        } finally {
            run.end();
        }
    }

    private RunResult inTime(ReplayStep step, ActionDefinition<?, ?> logic, RunWatch.Run run) {
        Founding founding = new Founding(sql.sql(), step.author());
        Object value;
        try {
            value = logic.run(
                    step.record().args(), arguments, new ActionContext(sql.sql(), step.record(), founding::found));
        } finally {
            run.end();
        }
        if (run.isOver()) {
            throw tooSlow(step.record());
        }
        sql.requireSound();
        return new RunResult.Done(value, founding.author());
    }

    private RunResult failed(ActionRecord record, RunWatch.Run run, RuntimeException cause) {
        if (isTooSlow(run, cause)) {
            throw tooSlow(record);
        }
        if (FailureKind.isOfTooManyChanges(cause)) {
            throw new ActionTooLarge(record.tag(), record.id(), limits.rowChanges());
        }
        return rejected(record, cause);
    }

    /** A failure of the world is none of a slow run, unless the end of its time caused it. */
    private static boolean isTooSlow(RunWatch.Run run, RuntimeException failure) {
        return run.isOver()
                && (run.isCut() || FailureKind.isCancellation(failure) || !FailureKind.isOfTheWorld(failure));
    }

    private ActionTooSlow tooSlow(ActionRecord record) {
        return new ActionTooSlow(record.tag(), record.id(), limits.watch().limit());
    }

    private RunResult rejected(ActionRecord record, RuntimeException failure) {
        if (FailureKind.isOfTheWorld(failure)) {
            throw new RunPrevented(record, failure);
        }
        if (!(failure instanceof ActionRejected || failure instanceof InvalidArguments)) {
            limits.failed(record, failure);
        }
        return new RunResult.Rejected(RunFailure.outcome(record.tag(), failure), failure);
    }

    /** Applies row changes, under the row level security of the author's role. */
    private void apply(List<RowChange> changes) {
        if (!changes.isEmpty()) {
            sql.sql()
                    .createQuery("select synchrotron.apply_changes(:changes)")
                    .bind("changes", json(changes))
                    .mapTo(Long.class)
                    .one();
        }
    }

    private static String json(List<RowChange> changes) {
        JsonArrayBuilder array = JsonText.array();
        for (RowChange change : changes) {
            array.add(JsonText.object()
                    .add("table_name", change.row().table())
                    .add("row_id", change.row().id())
                    .add("audience_key", change.audience())
                    .add("operation", change.operation().name())
                    .add("forward_patches", change.forward()));
        }
        return JsonText.of(array.build());
    }
}

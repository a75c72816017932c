package org.synchrotron.server.materialize;

import jakarta.json.JsonArrayBuilder;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionTooSlow;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.RecordScope;
import org.synchrotron.server.access.ScopeFailed;
import org.synchrotron.server.runtime.RunWatch;

/**
 * Runs records one after another in one transaction. The changes of each record are kept or undone as a whole. Not thread-safe.
 */
final class RecordRunner {

    private final Handle sql;
    private final RecordScope scope;
    private final ActionCatalogue actions;
    private final ActionArguments arguments;
    private final RunWatch watch;

    /**
     * @param sql the handle for actions
     * @param scope the scope of records in the same transaction
     * @param watch limits the time of runs of logic
     */
    RecordRunner(Handle sql, RecordScope scope, ActionCatalogue actions, ActionArguments arguments, RunWatch watch) {
        this.sql = sql;
        this.scope = scope;
        this.actions = actions;
        this.arguments = arguments;
        this.watch = watch;
    }

    /**
     * {@return the result of the run}
     *
     * @throws ActionTooSlow if the logic took longer than one run may; everything that it wrote is undone
     */
    RunResult run(ReplayStep step) {
        ActionDefinition<?, ?> logic = logic(step);
        return logic == null ? applied(step) : ran(step, logic);
    }

    /** Null if the step only applies what is given. */
    private @Nullable ActionDefinition<?, ?> logic(ReplayStep step) {
        return step.record().isReadable() && !step.author().isEngine()
                ? actions.byTag(step.record().tag()).orElse(null)
                : null;
    }

    private RunResult applied(ReplayStep step) {
        return scope.run(
                step.record().id(),
                step.author(),
                step.audiences(),
                Duration.ZERO,
                () -> {
                    apply(step.given());
                    return new RunResult.Done(null, step.author());
                },
                failure -> rejected(step.record(), failure));
    }

    private RunResult ran(ReplayStep step, ActionDefinition<?, ?> logic) {
        ActionRecord record = step.record();
        if (watch.isStuck(record.id())) {
            throw tooSlow(record);
        }
        RunWatch.Run run = watch.begin(record, sql.getConnection());
        try {
            return scope.run(
                    record.id(),
                    step.author(),
                    step.audiences(),
                    watch.limit(),
                    () -> inTime(step, logic, run),
                    failure -> {
                        if (isTooSlow(run, failure)) {
                            throw tooSlow(record);
                        }
                        return rejected(record, failure);
                    });
        } catch (ScopeFailed failure) {
            throw isTooSlow(run, failure) ? tooSlow(record) : failure;
        } finally {
            run.end();
        }
    }

    private RunResult inTime(ReplayStep step, ActionDefinition<?, ?> logic, RunWatch.Run run) {
        Founding founding = new Founding(sql, step.author());
        Object value;
        try {
            value = logic.run(step.record().args(), arguments, new ActionContext(sql, step.record(), founding::found));
        } finally {
            run.end();
        }
        if (run.isOver()) {
            throw tooSlow(step.record());
        }
        return new RunResult.Done(value, founding.author());
    }

    /** A failure of the world is none of a slow run, unless the end of its time caused it. */
    private static boolean isTooSlow(RunWatch.Run run, RuntimeException failure) {
        return run.isOver() && (run.isCut() || RunFailure.isCancellation(failure) || !RunFailure.isOfTheWorld(failure));
    }

    private ActionTooSlow tooSlow(ActionRecord record) {
        return new ActionTooSlow(record.tag(), record.id(), watch.limit());
    }

    private static RunResult rejected(ActionRecord record, RuntimeException failure) {
        return new RunResult.Rejected(RunFailure.outcome(record.tag(), failure), failure);
    }

    /** Applies row changes, under the row level security of the author's role. */
    private void apply(List<RowChange> changes) {
        if (!changes.isEmpty()) {
            sql.createQuery("select synchrotron.apply_changes(:changes)")
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

package org.synchrotron.server.materialize;

import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.JsonText;
import org.synchrotron.log.RowChange;
import org.synchrotron.server.access.RecordScope;

/**
 * Runs records one after another in one transaction. The changes of each record are kept or undone as a whole. Not thread-safe.
 */
final class RecordRunner {

    private final Handle sql;
    private final RecordScope scope;
    private final ActionCatalogue actions;
    private final ActionArguments arguments;

    /**
     * @param sql the handle for actions
     * @param scope the scope of records in the same transaction
     */
    RecordRunner(Handle sql, RecordScope scope, ActionCatalogue actions, ActionArguments arguments) {
        this.sql = sql;
        this.scope = scope;
        this.actions = actions;
        this.arguments = arguments;
    }

    RunResult run(ReplayStep step) {
        ActionRecord record = step.record();
        Founding founding = new Founding(sql, step.author());
        return scope.run(
                record.id(),
                step.author(),
                () -> new RunResult.Done(write(step, founding), founding.author()),
                failure -> new RunResult.Rejected(RunFailure.outcome(record.tag(), failure), failure));
    }

    private @Nullable Object write(ReplayStep step, Founding founding) {
        Optional<ActionDefinition<?, ?>> action = actions.byTag(step.record().tag());
        if (action.isPresent() && step.record().isReadable() && !step.author().isEngine()) {
            return action.get()
                    .run(step.record().args(), arguments, new ActionContext(sql, step.record(), founding::found));
        }
        apply(step.given());
        return null;
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

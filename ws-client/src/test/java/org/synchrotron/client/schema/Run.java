package org.synchrotron.client.schema;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Runs a statement, so that one action fits all schemas. */
@SyncAction("run_v1")
public final class Run implements Action<Run.Args, Void> {

    public record Args(String sql) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql().execute(args.sql());
        return null;
    }
}

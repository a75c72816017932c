package org.synchrotron.client.todos;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Says whatever SQL it is given. */
@SyncAction("speak_v1")
public final class Speak implements Action<Speak.Args, Void> {

    public record Args(String sql) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql().execute(args.sql());
        return null;
    }
}

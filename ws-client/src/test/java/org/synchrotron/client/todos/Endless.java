package org.synchrotron.client.todos;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Calls itself without end. */
@SyncAction("endless_v1")
public final class Endless implements Action<Endless.Args, Void> {

    public record Args() {}

    @SuppressWarnings("InfiniteRecursion") // What it is here for.
    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        apply(args, context);
        return null;
    }
}

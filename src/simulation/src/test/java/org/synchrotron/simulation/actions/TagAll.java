package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Touches whatever its replica sees, so private rows diverge. */
@SyncAction("tagall_v1")
public final class TagAll implements Action<TagAll.Args, Void> {

    public record Args(String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.items(context).forEach(id -> Rows.tag(id, args.text(), context));
        return null;
    }
}

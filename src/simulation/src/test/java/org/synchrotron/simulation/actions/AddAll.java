package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Increments whatever its replica sees: what is missed or done twice shows. */
@SyncAction("addall_v1")
public final class AddAll implements Action<AddAll.Args, Void> {

    public record Args(long n) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.items(context).forEach(id -> Rows.add(id, args.n(), context));
        return null;
    }
}

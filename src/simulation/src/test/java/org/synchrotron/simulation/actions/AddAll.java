package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Increments all items that the replica sees, so that missed and repeated runs are visible. */
@SyncAction(value = "addall_v1", replay = ReplayPolicy.EVERYWHERE)
public final class AddAll implements Action<AddAll.Args, Void> {

    public record Args(long n) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.items(context).forEach(id -> RowSql.add(id, args.n(), context));
        return null;
    }
}

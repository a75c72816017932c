package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Sets the tags of all items that the replica sees, so that private rows of other users diverge. */
@SyncAction(value = "tagall_v1", replay = ReplayPolicy.EVERYWHERE)
public final class TagAll implements Action<TagAll.Args, Void> {

    public record Args(String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.items(context).forEach(id -> RowSql.tag(id, args.text(), context));
        return null;
    }
}

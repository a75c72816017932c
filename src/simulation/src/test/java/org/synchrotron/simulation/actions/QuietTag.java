package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Sets the tags of all items that its author sees. Only its author's replicas run it. */
@SyncAction(value = "quiettag_v1", replay = ReplayPolicy.AUTHOR)
public final class QuietTag implements Action<QuietTag.Args, Void> {

    public record Args(String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.items(context).forEach(id -> RowSql.tag(id, args.text(), context));
        return null;
    }
}

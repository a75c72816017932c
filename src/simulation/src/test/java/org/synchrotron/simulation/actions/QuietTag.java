package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Touches whatever its author sees, and nothing else. */
@SyncAction(value = "quiettag_v1", replay = ReplayPolicy.AUTHOR)
public final class QuietTag implements Action<QuietTag.Args, Void> {

    public record Args(String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.items(context).forEach(id -> Rows.tag(id, args.text(), context));
        return null;
    }
}

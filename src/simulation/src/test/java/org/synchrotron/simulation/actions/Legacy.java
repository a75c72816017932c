package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** The server has no code for it: its row changes are applied. */
@SyncAction("legacy_v1")
public final class Legacy implements Action<Legacy.Args, Void> {

    public record Args(String row, long n) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.add(args.row(), args.n(), context);
        return null;
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Deletes an item and inserts it again, in one record. Only its author's replicas run it. */
@SyncAction(value = "quietrenew_v1", replay = ReplayPolicy.AUTHOR)
public final class QuietRenew implements Action<QuietRenew.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.renew(args.row(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("items", args.row());
    }
}

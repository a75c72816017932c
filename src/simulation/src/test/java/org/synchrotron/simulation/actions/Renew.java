package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Deletes an item and inserts it again, in one record. */
@SyncAction("renew_v1")
public final class Renew implements Action<Renew.Args, Void> {

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

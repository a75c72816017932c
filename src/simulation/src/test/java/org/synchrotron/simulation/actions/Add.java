package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Increments the number of an item. */
@SyncAction("add_v1")
public final class Add implements Action<Add.Args, Void> {

    public record Args(String row, long n) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.add(args.row(), args.n(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(Audiences.ofRow(args.row())).onlyRow("items", args.row());
    }
}

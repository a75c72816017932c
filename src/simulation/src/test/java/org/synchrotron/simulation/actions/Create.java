package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Inserts an item, unless one with this name exists. */
@SyncAction("create_v1")
public final class Create implements Action<Create.Args, Void> {

    public record Args(String row, long x) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.insertItem(args.row(), Audiences.ofRow(args.row()), args.x(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(Audiences.ofRow(args.row()));
    }
}

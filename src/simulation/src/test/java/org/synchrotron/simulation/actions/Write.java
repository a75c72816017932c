package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Sets the text of an item. */
@SyncAction("write_v1")
public final class Write implements Action<Write.Args, Void> {

    public record Args(String row, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.write(args.row(), args.text(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("items", args.row());
    }
}

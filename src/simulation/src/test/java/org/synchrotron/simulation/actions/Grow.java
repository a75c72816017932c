package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.RowIds;
import org.synchrotron.action.SyncAction;

/** What it does depends on what ran before. */
@SyncAction("grow_v1")
public final class Grow implements Action<Grow.Args, Void> {

    public record Args(String row, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.x(args.row(), context).ifPresent(x -> {
            if (x > 5) {
                Rows.write(args.row(), "big" + args.text(), context);
            } else {
                Rows.add(args.row(), 3, context);
            }
        });
        return null;
    }

    @Override
    public Footprint footprint(Args args, RowIds rowIds) {
        return Footprint.row("items", args.row());
    }
}

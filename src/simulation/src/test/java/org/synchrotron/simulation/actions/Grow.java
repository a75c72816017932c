package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Increments a small number and writes a text for a large one, so its effect depends on the records before it. */
@SyncAction("grow_v1")
public final class Grow implements Action<Grow.Args, Void> {

    public record Args(String row, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.x(args.row(), context).ifPresent(x -> {
            if (x > 5) {
                RowSql.write(args.row(), "big" + args.text(), context);
            } else {
                RowSql.add(args.row(), 3, context);
            }
        });
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(Audiences.ofRow(args.row()));
    }
}

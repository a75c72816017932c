package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Appends a letter to a text. Only its author's replicas run it. */
@SyncAction(value = "quietappend_v1", replay = ReplayPolicy.AUTHOR)
public final class QuietAppend implements Action<QuietAppend.Args, Void> {

    public record Args(String row, String letter) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.append(args.row(), args.letter(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("items", args.row());
    }
}

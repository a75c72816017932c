package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.RowIds;
import org.synchrotron.action.SyncAction;

/** Puts a letter behind a text: what came out of order, is missing or was done twice shows. */
@SyncAction("append_v1")
public final class Append implements Action<Append.Args, Void> {

    public record Args(String row, String letter) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.append(args.row(), args.letter(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, RowIds rowIds) {
        return Footprint.row("items", args.row());
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Appends a letter to a text, so that missing, repeated and misordered runs are visible. */
@SyncAction("append_v1")
public final class Append implements Action<Append.Args, Void> {

    public record Args(String row, String letter) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.append(args.row(), args.letter(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(Audiences.ofRow(args.row())).onlyRow("items", args.row());
    }
}

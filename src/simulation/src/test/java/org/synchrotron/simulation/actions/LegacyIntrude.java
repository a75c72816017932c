package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** The server has no code for it, and its author may not write the row. */
@SyncAction("legacyintrude_v1")
public final class LegacyIntrude implements Action<LegacyIntrude.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.insertItem(args.row(), Audiences.ofRow(args.row()), 0, context);
        return null;
    }
}

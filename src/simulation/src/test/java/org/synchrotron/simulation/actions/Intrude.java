package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Inserts a row of an audience that its author does not have. The server rejects it. */
@SyncAction("intrude_v1")
public final class Intrude implements Action<Intrude.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.insertItem(args.row(), Audiences.ofRow(args.row()), 0, context);
        return null;
    }
}

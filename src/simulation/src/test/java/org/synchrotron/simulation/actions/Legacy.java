package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** An action that the server does not know. The server applies the uploaded row changes. */
@SyncAction("legacy_v1")
public final class Legacy implements Action<Legacy.Args, Void> {

    public record Args(String row, long n) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.add(args.row(), args.n(), context);
        return null;
    }
}

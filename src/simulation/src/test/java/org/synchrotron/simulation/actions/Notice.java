package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** An action that no client knows. Clients apply the known effects. */
@SyncAction("notice_v1")
public final class Notice implements Action<Notice.Args, Void> {

    public record Args(String row, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.write(args.row(), args.text(), context);
        return null;
    }
}

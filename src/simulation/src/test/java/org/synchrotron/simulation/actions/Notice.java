package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** No client has code for it: they take what the log says. */
@SyncAction("notice_v1")
public final class Notice implements Action<Notice.Args, Void> {

    public record Args(String row, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.write(args.row(), args.text(), context);
        return null;
    }
}

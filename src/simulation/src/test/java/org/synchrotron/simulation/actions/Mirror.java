package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Inserts an item with the text of another: what it holds depends on what ran before, its id does not. */
@SyncAction("mirror_v1")
public final class Mirror implements Action<Mirror.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.text(args.row(), context).ifPresent(text -> {
            String id = context.rowIds().of("items", "of", args.row());
            Rows.insertItem(id, Audiences.ofRow(args.row()), 0, context);
            Rows.write(id, text, context);
        });
        return null;
    }
}

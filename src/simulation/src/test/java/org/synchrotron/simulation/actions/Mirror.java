package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Inserts an item with the text of another. Its text depends on the records before it, its id does not. */
@SyncAction("mirror_v1")
public final class Mirror implements Action<Mirror.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.text(args.row(), context).ifPresent(text -> {
            String id = context.rowIds().of("items", "of", args.row());
            RowSql.insertItem(id, Audiences.ofRow(args.row()), 0, context);
            RowSql.write(id, text, context);
        });
        return null;
    }
}

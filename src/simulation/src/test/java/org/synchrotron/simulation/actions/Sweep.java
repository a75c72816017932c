package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Deletes visible items with large numbers, and inserts a second item for each other visible item that is no second item. */
@SyncAction(value = "sweep_v1", replay = ReplayPolicy.EVERYWHERE)
public final class Sweep implements Action<Sweep.Args, Void> {

    /** Items with a greater number are deleted. */
    public static final long LIMIT = 8;

    /** The suffix of the name of a second item. */
    public static final String SECOND = "b";

    public record Args(long x) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        for (String id : RowSql.items(context)) {
            if (RowSql.x(id, context).orElse(0L) > LIMIT) {
                RowSql.delete(id, context);
            } else if (id.length() <= 3) {
                RowSql.insertItem(id + SECOND, Audiences.ofRow(id), args.x(), context);
            }
        }
        return null;
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Deletes what it sees of those that have grown, and puts a small one beside every other. */
@SyncAction("sweep_v1")
public final class Sweep implements Action<Sweep.Args, Void> {

    /** Items above are deleted. */
    public static final long LIMIT = 8;

    /** What the name of a row that is put beside another ends with. */
    public static final String BESIDE = "b";

    public record Args(long x) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        for (String id : Rows.items(context)) {
            if (Rows.x(id, context).orElse(0L) > LIMIT) {
                Rows.delete(id, context);
            } else if (id.length() <= 3) {
                Rows.insertItem(id + BESIDE, Audiences.ofRow(id), args.x(), context);
            }
        }
        return null;
    }
}

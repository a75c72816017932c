package org.synchrotron.client.todos;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Adds to every todo that is there: on a replica that sees more than the author, to more. */
@SyncAction("touch_all_v1")
public final class TouchAll implements Action<TouchAll.Args, Void> {

    public record Args(int by) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql()
                .createUpdate("update todos set number = number + :by")
                .bind("by", args.by())
                .execute();
        return null;
    }
}

package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** An action that the server does not know: a retired one, where its tag is listed. */
@SyncAction("shout_v1")
public class Shout implements Action<Shout.Args, Void> {

    /** The todo's id. */
    public record Args(@NotBlank String id) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        rows.set(args.id(), "text", "SHOUTED");
        return null;
    }
}

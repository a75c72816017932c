package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Marks a todo as done. Refuses a todo that is done already. */
@SyncAction("complete_todo_v1")
public class CompleteTodo implements Action<CompleteTodo.Args, Void> {

    /** The todo's id. */
    public record Args(@NotBlank String id) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        TodoRows rows = new TodoRows(context);
        if (rows.isDone(args.id())) {
            throw new ActionRejected("already-done", "The todo " + args.id() + " is done already.");
        }
        rows.set(args.id(), "done", true);
        return null;
    }
}

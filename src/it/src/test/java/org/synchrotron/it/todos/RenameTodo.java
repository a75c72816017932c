package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Changes the text of a todo. */
@SyncAction("rename_todo_v1")
public class RenameTodo implements Action<RenameTodo.Args, Void> {

    /** The todo's id and its new text. */
    public record Args(
            @NotBlank String id, @NotNull @Size(max = 500) String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        new TodoRows(context).set(args.id(), "text", args.text());
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("todos", args.id());
    }
}

package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Deletes a todo. */
@SyncAction("delete_todo_v1")
public class DeleteTodo implements Action<DeleteTodo.Args, Void> {

    /** The todo's id. */
    public record Args(@NotBlank String id) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        int rows = context.sql()
                .createUpdate("delete from todos where id = :id")
                .bind("id", args.id())
                .execute();
        if (rows == 0) {
            throw TodoRows.noSuchTodo(args.id());
        }
        return null;
    }
}

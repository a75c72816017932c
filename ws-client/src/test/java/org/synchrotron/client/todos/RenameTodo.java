package org.synchrotron.client.todos;

import jakarta.validation.constraints.NotBlank;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

@SyncAction("rename_todo_v1")
public class RenameTodo implements Action<RenameTodo.Args, Integer> {

    public record Args(@NotBlank String id, String text) {}

    @Override
    public Integer apply(Args args, ActionContext context) {
        return context.sql().execute("UPDATE todos SET text = ? WHERE id = ?", args.text(), args.id());
    }
}

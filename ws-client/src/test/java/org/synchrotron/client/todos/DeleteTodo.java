package org.synchrotron.client.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

@SyncAction("delete_todo_v1")
public class DeleteTodo implements Action<DeleteTodo.Args, Integer> {

    public record Args(String id) {}

    @Override
    public Integer apply(Args args, ActionContext context) {
        return context.sql().execute("DELETE FROM todos WHERE id = ?", args.id());
    }
}

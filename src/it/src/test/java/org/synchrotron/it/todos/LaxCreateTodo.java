package org.synchrotron.it.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** The action of {@link CreateTodo} in a program that does not check its arguments. */
@SyncAction("create_todo_v1")
public class LaxCreateTodo implements Action<LaxCreateTodo.Args, String> {

    /** The todo. Its key is unique within one execution. */
    public record Args(String projectId, String key, String text) {}

    @Override
    public String apply(Args args, ActionContext context) {
        return new CreateTodo().apply(new CreateTodo.Args(args.projectId(), args.key(), args.text()), context);
    }
}

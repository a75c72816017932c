package org.synchrotron.client.todos;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes a todo, and then a table of whatever name. */
@SyncAction("write_elsewhere_v1")
public final class WriteElsewhere implements Action<WriteElsewhere.Args, Void> {

    public record Args(String table) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        new CreateTodo().apply(new CreateTodo.Args("u:alice", "k", "milk"), context);
        context.sql().execute("insert into " + args.table() + " (id) values ('x')");
        return null;
    }
}

package org.synchrotron.client.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

@SyncAction("increment_v1")
public class Increment implements Action<Increment.Args, Integer> {

    public record Args(String id, int by) {}

    @Override
    public Integer apply(Args args, ActionContext context) {
        return context.sql().execute("UPDATE todos SET number = number + ? WHERE id = ?", args.by(), args.id());
    }
}

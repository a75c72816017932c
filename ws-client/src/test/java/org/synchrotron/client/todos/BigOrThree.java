package org.synchrotron.client.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** What it does depends on what ran before it. */
@SyncAction("big_or_three_v1")
public class BigOrThree implements Action<BigOrThree.Args, String> {

    public record Args(String id) {}

    @Override
    public String apply(Args args, ActionContext context) {
        int number = context.sql()
                .createQuery("SELECT number FROM todos WHERE id = :id")
                .bind("id", args.id())
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> new ActionRejected("no-such-todo", "There is no todo " + args.id() + "."));
        if (number > 5) {
            context.sql().execute("UPDATE todos SET text = 'big' WHERE id = ?", args.id());
            return "big";
        }
        context.sql().execute("UPDATE todos SET number = number + 3 WHERE id = ?", args.id());
        return "three";
    }
}

package org.synchrotron.client.todos;

import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes, and then throws. */
@SyncAction("break_v1")
public class Break implements Action<Break.Args, Void> {

    public record Args(String audience) {}

    @Override
    public Void apply(Args args, ActionContext context) {
        context.sql()
                .execute(
                        "INSERT INTO todos (id, audience_key, text, number) VALUES ('broken', ?, '', 0)",
                        args.audience());
        throw new IllegalStateException("broken on purpose");
    }
}

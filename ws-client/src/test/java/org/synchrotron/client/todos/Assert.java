package org.synchrotron.client.todos;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes, and then ends with an error instead of an exception. */
@SyncAction("assert_v1")
public final class Assert implements Action<Assert.Args, Void> {

    public record Args() {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql().execute("UPDATE todos SET text = 'written'");
        throw new AssertionError("this cannot be");
    }
}

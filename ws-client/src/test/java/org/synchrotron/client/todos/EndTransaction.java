package org.synchrotron.client.todos;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes, and then tries to end the transaction, which is not its own. */
@SyncAction("end_transaction_v1")
public final class EndTransaction implements Action<EndTransaction.Args, Void> {

    public record Args(boolean commits) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql()
                .execute("INSERT INTO todos (id, audience_key, text, number) VALUES ('early', 'u:alice', 'early', 0)");
        if (args.commits()) {
            context.sql().commit();
            throw new IllegalStateException("broken after a commit");
        }
        context.sql().rollback();
        return null;
    }
}

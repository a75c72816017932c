package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Opens an account, unless one with this name exists. */
@SyncAction("open_v1")
public final class Open implements Action<Open.Args, Void> {

    /** The first balance of every account. */
    public static final long OPENING_BALANCE = 50;

    public record Args(String account) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql()
                .createUpdate("""
                        insert into accounts (id, audience_key, balance) values (:id, :audience, :balance)
                        on conflict (id) do nothing
                        """)
                .bind("id", args.account())
                .bind("audience", Audiences.ofRow(args.account()))
                .bind("balance", OPENING_BALANCE)
                .execute();
        return null;
    }
}

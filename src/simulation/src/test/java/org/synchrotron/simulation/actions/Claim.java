package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Refuses for one reason or another; in a changed history the reason may change, and nothing else. */
@SyncAction("claim_v1")
public final class Claim implements Action<Claim.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        long x = Rows.x(args.row(), context).orElseThrow(() -> new ActionRejected("gone", "There is no such item."));
        if (x > 5) {
            throw new ActionRejected("full", "Nothing more can be claimed.");
        }
        Rows.add(args.row(), 1, context);
        return null;
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/**
 * Increments an item's number, or refuses for one of two reasons. In a changed history it may be that only the reason changes.
 */
@SyncAction("claim_v1")
public final class Claim implements Action<Claim.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        long x = RowSql.x(args.row(), context).orElseThrow(() -> new ActionRejected("gone", "There is no such item."));
        if (x > 5) {
            throw new ActionRejected("full", "Nothing more can be claimed.");
        }
        RowSql.add(args.row(), 1, context);
        return null;
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Moves money between two accounts, so that the sum never changes. It refuses if the first account has too little. */
@SyncAction("transfer_v1")
public final class Transfer implements Action<Transfer.Args, Void> {

    public record Args(String from, String to, long amount) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        long from = RowSql.balance(args.from(), context).orElseThrow(Transfer::noAccount);
        if (RowSql.balance(args.to(), context).isEmpty()) {
            throw noAccount();
        }
        if (from < args.amount()) {
            throw new ActionRejected("funds", "There is not enough money.");
        }
        pay(args.from(), -args.amount(), context);
        pay(args.to(), args.amount(), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("accounts", args.from()).and("accounts", args.to());
    }

    private static ActionRejected noAccount() {
        return new ActionRejected("no-account", "There is no such account.");
    }

    private static void pay(String account, long amount, ActionContext context) {
        context.sql()
                .createUpdate("update accounts set balance = balance + :amount where id = :id")
                .bind("amount", amount)
                .bind("id", account)
                .execute();
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Sets a number to the sum of the numbers of an audience, which it reads and does not write. */
@SyncAction("borrow_v1")
public final class Borrow implements Action<Borrow.Args, Void> {

    public record Args(String row, String from) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql()
                .createUpdate("""
                        update items set x = (select coalesce(sum(x), 0) % 50 from items where audience_key = :from)
                        where id = :id
                        """)
                .bind("from", args.from())
                .bind("id", args.row())
                .execute();
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(Audiences.ofRow(args.row())).reading(args.from());
    }
}

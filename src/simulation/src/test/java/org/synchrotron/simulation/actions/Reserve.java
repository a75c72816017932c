package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/**
 * Gives an item a code that no other may have, whatever its audience. It refuses if it sees another with that code; if there is one that it
 * does not see, the database objects.
 */
@SyncAction("reserve_v1")
public final class Reserve implements Action<Reserve.Args, Void> {

    public record Args(String row, String code) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        long others = context.sql()
                .createQuery("select count(*) from items where code = :code and id <> :id")
                .bind("code", args.code())
                .bind("id", args.row())
                .mapTo(Long.class)
                .one();
        if (others > 0) {
            throw new ActionRejected("reserved", "Another item has this code.");
        }
        context.sql()
                .createUpdate("update items set code = :code where id = :id")
                .bind("code", args.code())
                .bind("id", args.row())
                .execute();
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(Audiences.ofRow(args.row()));
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Sets the tag of an item to null. */
@SyncAction("untag_v1")
public final class Untag implements Action<Untag.Args, Void> {

    public record Args(String row) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql()
                .createUpdate("update items set tag = null where id = :id")
                .bind("id", args.row())
                .execute();
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("items", args.row());
    }
}

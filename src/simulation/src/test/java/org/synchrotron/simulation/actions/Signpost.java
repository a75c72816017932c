package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/**
 * Sets the tag of the first of two rows if it sees a private row, otherwise of the second. So replicas write a row that the
 * author did not write, though all of them see both.
 */
@SyncAction(value = "signpost_v1", replay = ReplayPolicy.EVERYWHERE)
public final class Signpost implements Action<Signpost.Args, Void> {

    public record Args(String row, String other, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        boolean seesPrivateRow = context.sql()
                        .createQuery("select count(*) from items where audience_key like 'u:%'")
                        .mapTo(Long.class)
                        .one()
                > 0;
        RowSql.tag(seesPrivateRow ? args.row() : args.other(), args.text(), context);
        return null;
    }
}

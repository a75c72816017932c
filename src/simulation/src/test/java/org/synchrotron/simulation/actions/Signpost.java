package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Private rows decide which of two rows is written: replicas write what the author never touched, though everybody sees it. */
@SyncAction("signpost_v1")
public final class Signpost implements Action<Signpost.Args, Void> {

    public record Args(String row, String other, String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        boolean turns = context.sql()
                        .createQuery("select count(*) from items where audience_key like 'u:%'")
                        .mapTo(Long.class)
                        .one()
                > 0;
        Rows.tag(turns ? args.row() : args.other(), args.text(), context);
        return null;
    }
}

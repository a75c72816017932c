package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Inserts an item whose id is derived from the record's id. */
@SyncAction("spawn_v1")
public final class Spawn implements Action<Spawn.Args, Void> {

    public record Args(String audience, long x) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        String id = context.rowIds().of("items", "audience", args.audience());
        RowSql.insertItem(id, args.audience(), args.x(), context);
        return null;
    }
}

package org.synchrotron.server.kit;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Adds as much to an item as the table {@code prices} says, of which it reads all columns. */
@SyncAction("reads_all_v1")
public class ReadsAllColumns implements Action<ReadsAllColumns.Args, Void> {

    public record Args(String id) {}

    @Override
    public @Nullable Void apply(ReadsAllColumns.Args args, ActionContext context) {
        int price = (int) context.sql()
                .createQuery("select * from prices")
                .mapToMap()
                .one()
                .getOrDefault("price", 0);
        ItemActions.set(args.id(), "x", ItemActions.x(args.id(), context).orElse(0) + price, context);
        return null;
    }
}

package org.synchrotron.simulation.actions;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Touches whatever its replica sees, so private rows diverge. */
@SyncAction("tagall_v1")
public final class TagAll implements Action<TagAll.Args, Void> {

    public record Args(String text) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        List<String> ids = context.sql()
                .createQuery("select id from items")
                .mapTo(String.class)
                .list();
        // In an order that both databases agree on: what is captured has one, too.
        Collections.sort(ids);
        ids.forEach(id -> tag(id, args.text(), context));
        return null;
    }

    private static void tag(String id, String text, ActionContext context) {
        context.sql()
                .createUpdate("update items set tag = :text where id = :id")
                .bind("text", text)
                .bind("id", id)
                .execute();
    }
}

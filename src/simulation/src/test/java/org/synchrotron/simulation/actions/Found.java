package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Founds an audience, inserts an item of it, and writes its members. */
@SyncAction("found_v1")
public final class Found implements Action<Found.Args, Void> {

    /**
     * The arguments.
     *
     * @param members the names of the users, each one letter; the founder may be among them or not
     */
    public record Args(String members) {}

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        String audience = context.foundAudience(FoundedNames.KIND);
        RowSql.insertItem(FoundedNames.row(audience, "0"), audience, 1, context);
        for (String member : FoundedNames.users(args.members())) {
            context.sql()
                    .createUpdate("insert into memberships (id, audience_key, member) values (:id, :audience, :member)")
                    .bind("id", FoundedNames.row(audience, member))
                    .bind("audience", audience)
                    .bind("member", member)
                    .execute();
        }
        return null;
    }
}

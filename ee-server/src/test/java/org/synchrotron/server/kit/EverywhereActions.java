package org.synchrotron.server.kit;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Actions that also concern rows which their authors cannot see. */
public final class EverywhereActions {

    private EverywhereActions() {}

    private static long visible(ActionContext context) {
        return context.sql()
                .createQuery("select count(*) from items")
                .mapTo(Long.class)
                .one();
    }

    private static void addAll(int n, ActionContext context) {
        context.sql().createUpdate("update items set x = x + :n").bind("n", n).execute();
    }

    /** Adds to all rows that it sees. */
    @SyncAction(value = "add_all_v1", replay = ReplayPolicy.EVERYWHERE)
    public static class AddAll implements Action<AddAll.Args, Void> {
        public record Args(int n) {}

        @Override
        public @Nullable Void apply(AddAll.Args args, ActionContext context) {
            addAll(args.n(), context);
            return null;
        }
    }

    /** Writes into all rows that it sees whose work it is and how many rows it sees, which differs from view to view. */
    @SyncAction(value = "count_all_v1", replay = ReplayPolicy.EVERYWHERE)
    public static class CountAll implements Action<CountAll.Args, Void> {
        public record Args() {}

        @Override
        public @Nullable Void apply(CountAll.Args args, ActionContext context) {
            context.sql()
                    .createUpdate("update items set t = :author || :seen")
                    .bind("author", context.author())
                    .bind("seen", visible(context))
                    .execute();
            return null;
        }
    }

    /** Adds to all rows that it sees, then refuses if they are too many. */
    @SyncAction(value = "shy_v1", replay = ReplayPolicy.EVERYWHERE)
    public static class Shy implements Action<Shy.Args, Void> {
        public record Args(int most) {}

        @Override
        public @Nullable Void apply(Shy.Args args, ActionContext context) {
            addAll(1, context);
            if (visible(context) > args.most()) {
                throw new ActionRejected("too-many", "It sees too many rows.");
            }
            return null;
        }
    }

    /** Inserts a shared row that is named by how many rows it sees, and a part of it for each other audience that it sees. */
    @SyncAction(value = "attach_all_v1", replay = ReplayPolicy.EVERYWHERE)
    public static class Attach implements Action<Attach.Args, Void> {
        public record Args() {}

        @Override
        public @Nullable Void apply(Attach.Args args, ActionContext context) {
            String id = "seen" + visible(context);
            context.sql()
                    .createUpdate(
                            "insert into items (id, audience_key, x) values (:id, 'p', 0) on conflict (id) do nothing")
                    .bind("id", id)
                    .execute();
            context.sql()
                    .createUpdate(
                            "insert into parts (id, audience_key, item_id)"
                                    + " select distinct 'of ' || audience_key, audience_key, :id from items where audience_key <> 'p'")
                    .bind("id", id)
                    .execute();
            return null;
        }
    }
}

package org.synchrotron.server.kit;

import java.util.List;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Actions that found rooms. The row {@code member-of-ROOM-USER} of the tracked table makes the user a member. */
public final class FoundingActions {

    /** The memberships come from a tracked table, too. */
    public static final String MEMBERS = """
            create or replace view synchrotron.user_audiences (user_id, audience_key) as
                select user_id, audience_key from members
                union all
                select t, audience_key from items where id like 'member-%'
            """;

    private FoundingActions() {}

    /** Founds a room with members. Returns its audience. */
    @SyncAction("found_v1")
    public static class Found implements Action<Found.Args, String> {
        public record Args(String id, List<String> members) {}

        @Override
        public String apply(Found.Args args, ActionContext context) {
            String audience = context.foundAudience("room");
            insert(args.id(), audience, "", context);
            for (String member : args.members()) {
                insert("member-" + args.id() + "-" + member, audience, member, context);
            }
            return audience;
        }
    }

    /** Founds a room if an item has a large number. */
    @SyncAction("found_if_big_v1")
    public static class FoundIfBig implements Action<FoundIfBig.Args, String> {
        public record Args(String id, String item) {}

        @Override
        public String apply(FoundIfBig.Args args, ActionContext context) {
            if (ItemActions.x(args.item(), context).orElse(0) < 100) {
                throw new ActionRejected("too-small", "The item is too small for a room.");
            }
            String audience = context.foundAudience("room");
            insert(args.id(), audience, "", context);
            insert("member-" + args.id() + "-" + context.author(), audience, context.author(), context);
            return audience;
        }
    }

    private static void insert(String id, String audience, String text, ActionContext context) {
        context.sql().execute("insert into items (id, audience_key, x, t) values (?, ?, 1, ?)", id, audience, text);
    }
}

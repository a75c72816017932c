package org.synchrotron.server.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Actions that declare audiences. */
public final class AudienceActions {

    private AudienceActions() {}

    static List<ActionDefinition<?, ?>> all() {
        return List.of(
                ActionDefinition.of(new Rehouse()),
                ActionDefinition.of(new Put()),
                ActionDefinition.of(new Raise()),
                ActionDefinition.of(new RaiseRow()),
                ActionDefinition.of(new Borrow()),
                ActionDefinition.of(new BorrowRow()),
                ActionDefinition.of(new Overreach()),
                ActionDefinition.of(new Claim()),
                ActionDefinition.of(new TryClaim()),
                ActionDefinition.of(new Release()));
    }

    private static void execute(ActionContext context, String statement, Object... values) {
        context.sql().execute(statement, values);
    }

    /** Inserts an item. */
    @SyncAction("put_v1")
    public static class Put implements Action<Put.Args, Void> {
        public record Args(String id, String audience, int x) {}

        @Override
        public @Nullable Void apply(Put.Args args, ActionContext context) {
            execute(
                    context,
                    "insert into items (id, audience_key, x) values (?, ?, ?)",
                    args.id(),
                    args.audience(),
                    args.x());
            return null;
        }

        @Override
        public Footprint footprint(Put.Args args, FootprintContext context) {
            return Footprint.audience(args.audience());
        }
    }

    /** Adds a number to all items of an audience. */
    @SyncAction("raise_v1")
    public static class Raise implements Action<Raise.Args, Void> {
        public record Args(String audience, int n) {}

        @Override
        public @Nullable Void apply(Raise.Args args, ActionContext context) {
            execute(context, "update items set x = x * 2 + ?", args.n());
            return null;
        }

        @Override
        public Footprint footprint(Raise.Args args, FootprintContext context) {
            return Footprint.audience(args.audience());
        }
    }

    /** Adds a number to one item, and declares only that. */
    @SyncAction("raise_row_v1")
    public static class RaiseRow implements Action<RaiseRow.Args, Void> {
        public record Args(String id, String audience, int n) {}

        @Override
        public @Nullable Void apply(RaiseRow.Args args, ActionContext context) {
            execute(context, "update items set x = x * 2 + ? where id = ?", args.n(), args.id());
            return null;
        }

        @Override
        public Footprint footprint(RaiseRow.Args args, FootprintContext context) {
            return Footprint.audience(args.audience()).onlyRow("items", args.id());
        }
    }

    /** Sets an item to the sum of another audience's items, which it only reads. */
    @SyncAction("borrow_v1")
    public static class Borrow implements Action<Borrow.Args, Void> {
        public record Args(String id, String audience, String from) {}

        @Override
        public @Nullable Void apply(Borrow.Args args, ActionContext context) {
            execute(
                    context,
                    "update items set x = x + (select coalesce(sum(x), 0) % 100 from items where audience_key = ?) where id = ?",
                    args.from(),
                    args.id());
            return null;
        }

        @Override
        public Footprint footprint(Borrow.Args args, FootprintContext context) {
            return Footprint.audience(args.audience()).reading(args.from());
        }
    }

    /** Adds to an item what another one holds, whose audience it only reads, and names both. */
    @SyncAction("borrow_row_v1")
    public static class BorrowRow implements Action<BorrowRow.Args, Void> {
        public record Args(String id, String audience, String fromId, String from) {}

        @Override
        public @Nullable Void apply(BorrowRow.Args args, ActionContext context) {
            execute(
                    context,
                    "update items set x = x + coalesce((select x % 100 from items where id = ? and audience_key = ?), 0)"
                            + " where id = ? and audience_key = ?",
                    args.fromId(),
                    args.from(),
                    args.id(),
                    args.audience());
            return null;
        }

        @Override
        public Footprint footprint(BorrowRow.Args args, FootprintContext context) {
            return Footprint.audience(args.audience())
                    .reading(args.from())
                    .onlyRow("items", args.id())
                    .and("items", args.fromId());
        }
    }

    /** Counts the items that it sees into one item, and writes an item of another audience than it declares. */
    @SyncAction("overreach_v1")
    public static class Overreach implements Action<Overreach.Args, Void> {
        public record Args(String id, String declared, boolean reads) {}

        @Override
        public @Nullable Void apply(Overreach.Args args, ActionContext context) {
            execute(context, "update items set x = (select count(*) from items) where id = ?", args.id());
            return null;
        }

        @Override
        public Footprint footprint(Overreach.Args args, FootprintContext context) {
            return args.reads()
                    ? Footprint.audience(args.declared()).reading("p", "q")
                    : Footprint.audience(args.declared());
        }
    }

    /** Takes a name that nobody else has, in any audience. */
    @SyncAction("claim_v1")
    public static class Claim implements Action<Claim.Args, Void> {
        public record Args(String id, String audience, String name) {}

        @Override
        public @Nullable Void apply(Claim.Args args, ActionContext context) {
            execute(
                    context,
                    "insert into badges (id, audience_key, name) values (?, ?, ?)",
                    args.id(),
                    args.audience(),
                    args.name());
            return null;
        }

        @Override
        public Footprint footprint(Claim.Args args, FootprintContext context) {
            return Footprint.audience(args.audience());
        }
    }

    /** The same; it does nothing if somebody has the name. */
    @SyncAction("try_claim_v1")
    public static class TryClaim implements Action<TryClaim.Args, Void> {
        public record Args(String id, String audience, String name) {}

        @Override
        public @Nullable Void apply(TryClaim.Args args, ActionContext context) {
            execute(
                    context,
                    "insert into badges (id, audience_key, name) values (?, ?, ?) on conflict do nothing",
                    args.id(),
                    args.audience(),
                    args.name());
            return null;
        }
    }

    /** Gives a name up. */
    @SyncAction("release_v1")
    public static class Release implements Action<Release.Args, Void> {
        public record Args(String id, String audience) {}

        @Override
        public @Nullable Void apply(Release.Args args, ActionContext context) {
            execute(context, "delete from badges where id = ?", args.id());
            return null;
        }

        @Override
        public Footprint footprint(Release.Args args, FootprintContext context) {
            return Footprint.audience(args.audience());
        }
    }

    /** Makes sure that the row is there, deletes it, and inserts it for another audience. */
    @SyncAction("rehouse_v1")
    public static class Rehouse implements Action<Rehouse.Args, Void> {
        public record Args(String id, String audience, int x) {}

        @Override
        public @Nullable Void apply(Rehouse.Args args, ActionContext context) {
            String insert = "insert into items (id, audience_key, x) values (?, ?, ?)";
            context.sql().execute(insert + " on conflict (id) do nothing", args.id(), "p", args.x());
            context.sql().execute("delete from items where id = ?", args.id());
            context.sql().execute(insert, args.id(), args.audience(), args.x());
            return null;
        }
    }
}

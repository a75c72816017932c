package org.synchrotron.server.kit;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.RowIds;
import org.synchrotron.action.SyncAction;

/** Actions with special footprints: two rows, everything, or another row than the one they write. */
public final class FootprintActions {

    private FootprintActions() {}

    /** Inserts a row whose audience is the text of another row. */
    @SyncAction("lodge_v1")
    public static class Lodge implements Action<Lodge.Args, Void> {
        public record Args(String id, String host) {}

        @Override
        public @Nullable Void apply(Lodge.Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "insert into items (id, audience_key, x) select ?, t, 1 from items where id = ?",
                            args.id(),
                            args.host());
            return null;
        }
    }

    /** Adds a part to an item, but omits the item from its footprint. */
    @SyncAction("attach_v1")
    public static class Attach implements Action<Attach.Args, Void> {
        public record Args(String part, String item, String audience) {}

        @Override
        public @Nullable Void apply(Attach.Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "insert into parts (id, audience_key, item_id) values (?, ?, ?)",
                            args.part(),
                            args.audience(),
                            args.item());
            return null;
        }

        @Override
        public Footprint footprint(Attach.Args args, RowIds rowIds) {
            return Footprint.row("parts", args.part());
        }
    }

    /** Has a footprint of two rows, of which either may be missing. */
    @SyncAction("move_v1")
    public static class Move implements Action<Move.Args, Void> {
        public record Args(String from, String to, int n) {}

        @Override
        public @Nullable Void apply(Move.Args args, ActionContext context) {
            int rest = ItemActions.x(args.from(), context).orElse(0) - args.n();
            if (rest < 0) {
                throw new ActionRejected("not-enough", "There is not enough to move.");
            }
            ItemActions.set(args.from(), "x", rest, context);
            ItemActions.set(args.to(), "x", ItemActions.x(args.to(), context).orElse(0) + args.n(), context);
            return null;
        }

        @Override
        public Footprint footprint(Move.Args args, RowIds rowIds) {
            return Footprint.row("items", args.from()).and("items", args.to());
        }
    }

    /** Depends on every row that its author sees, so it declares no footprint. */
    @SyncAction("count_v1")
    public static class Count implements Action<Count.Args, Void> {
        public record Args(String id) {}

        @Override
        public @Nullable Void apply(Count.Args args, ActionContext context) {
            context.sql()
                    .createUpdate("update items set x = (select count(*) from items) where id = :id")
                    .bind("id", args.id())
                    .execute();
            return null;
        }
    }

    /** Writes another row than the one in its footprint. */
    @SyncAction("stray_v1")
    public static class Stray implements Action<Stray.Args, Void> {
        public record Args(String id, String other, String text) {}

        @Override
        public @Nullable Void apply(Stray.Args args, ActionContext context) {
            ItemActions.set(args.other(), "t", args.text(), context);
            return null;
        }

        @Override
        public Footprint footprint(Stray.Args args, RowIds rowIds) {
            return Footprint.row("items", args.id());
        }
    }
}

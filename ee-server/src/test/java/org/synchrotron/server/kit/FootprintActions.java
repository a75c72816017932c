package org.synchrotron.server.kit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
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
        public Footprint footprint(Attach.Args args, FootprintContext context) {
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
        public Footprint footprint(Move.Args args, FootprintContext context) {
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
        public Footprint footprint(Stray.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    /** Adds one to each row whose id is a letter of the argument, and names them. If that is {@code *}, adds one to row d and names none. */
    @SyncAction("touch_v1")
    public static class Touch implements Action<Touch.Args, Void> {
        public record Args(String rows) {}

        private static List<String> ids(Touch.Args args) {
            return args.rows().equals("*") ? List.of("d") : List.of(args.rows().split(""));
        }

        @Override
        public @Nullable Void apply(Touch.Args args, ActionContext context) {
            ids(args).forEach(id -> context.sql().execute("update items set x = x + 1 where id = ?", id));
            return null;
        }

        @Override
        public Footprint footprint(Touch.Args args, FootprintContext context) {
            return args.rows().equals("*")
                    ? Footprint.GRANT
                    : ids(args).stream()
                            .reduce(
                                    Footprint.row("items", ids(args).get(0)),
                                    (footprint, id) -> footprint.and("items", id),
                                    (one, other) -> other);
        }
    }

    /** Copies a number from another row, which it does not name. */
    @SyncAction("peek_v1")
    public static class Peek implements Action<Peek.Args, Void> {
        public record Args(String id, String other) {}

        @Override
        public @Nullable Void apply(Peek.Args args, ActionContext context) {
            ItemActions.set(args.id(), "x", ItemActions.x(args.other(), context).orElse(-1), context);
            return null;
        }

        @Override
        public Footprint footprint(Peek.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    /** Inserts a row that only its author sees, or adds to it. */
    @SyncAction("keep_v1")
    public static class Keep implements Action<Keep.Args, Void> {
        public record Args(int n) {}

        @Override
        public @Nullable Void apply(Keep.Args args, ActionContext context) {
            context.sql()
                    .execute(
                            "insert into items (id, audience_key, x) values (?, ?, ?) on conflict (id) do update set x = items.x + excluded.x",
                            "of " + context.author(),
                            "u:" + context.author(),
                            args.n());
            return null;
        }

        @Override
        public Footprint footprint(Keep.Args args, FootprintContext context) {
            return Footprint.audience("u:" + context.author());
        }
    }
}

package org.synchrotron.server.kit;

import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** The actions of these tests, modelled on those of the executable model. */
public final class ItemActions {

    private ItemActions() {}

    public static ActionCatalogue catalogue() {
        List<ActionDefinition<?, ?>> all = new ArrayList<>(AudienceActions.all());
        all.addAll(FaultyAction.all());
        all.addAll(List.of(
                ActionDefinition.of(new Create()),
                ActionDefinition.of(new Add()),
                ActionDefinition.of(new Label()),
                ActionDefinition.of(new LabelAll()),
                ActionDefinition.of(new LabelMine()),
                ActionDefinition.of(new Grow()),
                ActionDefinition.of(new Take()),
                ActionDefinition.of(new Drop()),
                ActionDefinition.of(new Break()),
                ActionDefinition.of(new Assemble()),
                ActionDefinition.of(new Nondeterministic()),
                ActionDefinition.of(new EverywhereActions.AddAll()),
                ActionDefinition.of(new EverywhereActions.CountAll()),
                ActionDefinition.of(new EverywhereActions.Shy()),
                ActionDefinition.of(new EverywhereActions.Attach()),
                ActionDefinition.of(new SlowAction()),
                ActionDefinition.of(new SlowAction.Everywhere()),
                ActionDefinition.of(new FoundingActions.Found()),
                ActionDefinition.of(new FoundingActions.FoundIfBig()),
                ActionDefinition.of(new FootprintActions.Lodge()),
                ActionDefinition.of(new FootprintActions.Attach()),
                ActionDefinition.of(new FootprintActions.Move()),
                ActionDefinition.of(new FootprintActions.Count()),
                ActionDefinition.of(new FootprintActions.Stray()),
                ActionDefinition.of(new FootprintActions.Touch()),
                ActionDefinition.of(new FootprintActions.Peek()),
                ActionDefinition.of(new FootprintActions.Keep())));
        return new ActionCatalogue(all);
    }

    /** {@return the same actions without declared footprints} */
    public static ActionCatalogue withoutFootprints() {
        ActionCatalogue catalogue = catalogue();
        return new ActionCatalogue(catalogue.tags().stream()
                .map(tag -> silent(catalogue.byTag(tag).orElseThrow()))
                .toList());
    }

    private static <A extends Record, R> ActionDefinition<A, R> silent(ActionDefinition<A, R> action) {
        Action<A, R> loud = action.action();
        return new ActionDefinition<>(
                action.tag(), action.argsType(), action.replay(), (args, context) -> loud.apply(args, context));
    }

    private static String partOf(String item) {
        return "part of " + item;
    }

    public static ActionArguments arguments() {
        return new ActionArguments(
                JsonbBuilder.create(),
                Validation.byDefaultProvider()
                        .configure()
                        .messageInterpolator(new ParameterMessageInterpolator())
                        .buildValidatorFactory()
                        .getValidator());
    }

    static Optional<Integer> x(String id, ActionContext context) {
        return context.sql()
                .createQuery("select x from items where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne();
    }

    static void set(String id, String column, Object value, ActionContext context) {
        context.sql()
                .createUpdate("update items set " + column + " = :value where id = :id")
                .bind("value", value)
                .bind("id", id)
                .execute();
    }

    /** Does nothing if the row exists. */
    @SyncAction("create_v1")
    public static class Create implements Action<Create.Args, String> {
        public record Args(String id, String audience, int x) {}

        @Override
        public String apply(Create.Args args, ActionContext context) {
            context.sql()
                    .createUpdate("""
                            insert into items (id, audience_key, x, t, due, price) values (:id, :audience, :x, :none, :due, :price)
                            on conflict (id) do nothing
                            """)
                    .bind("id", args.id())
                    .bind("audience", args.audience())
                    .bind("x", args.x())
                    .bind("none", (String) null)
                    .bind("due", context.timestamp())
                    .bind("price", new BigDecimal("1.10"))
                    .execute();
            return args.id();
        }

        @Override
        public Footprint footprint(Create.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    @SyncAction("add_v1")
    public static class Add implements Action<Add.Args, Integer> {
        public record Args(String id, int n) {}

        @Override
        public Integer apply(Add.Args args, ActionContext context) {
            int sum = x(args.id(), context).orElse(0) + args.n();
            set(args.id(), "x", sum, context);
            return sum;
        }

        @Override
        public Footprint footprint(Add.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    @SyncAction("label_v1")
    public static class Label implements Action<Label.Args, Void> {
        public record Args(String id, @Size(max = 20) String text) {}

        @Override
        public @Nullable Void apply(Label.Args args, ActionContext context) {
            set(args.id(), "t", args.text(), context);
            return null;
        }

        @Override
        public Footprint footprint(Label.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    private static @Nullable Void labelAll(String text, ActionContext context) {
        context.sql()
                .createUpdate("update items set t = :text")
                .bind("text", text)
                .execute();
        return null;
    }

    /** Writes all rows that it sees, and so more under the view of a user who sees more than the author. */
    @SyncAction(value = "label_all_v1", replay = ReplayPolicy.EVERYWHERE)
    public static class LabelAll implements Action<LabelAll.Args, Void> {
        public record Args(String text) {}

        @Override
        public @Nullable Void apply(LabelAll.Args args, ActionContext context) {
            return labelAll(args.text(), context);
        }
    }

    /** The same, but it concerns only rows that its author sees. */
    @SyncAction("label_mine_v1")
    public static class LabelMine implements Action<LabelMine.Args, Void> {
        public record Args(String text) {}

        @Override
        public @Nullable Void apply(LabelMine.Args args, ActionContext context) {
            return labelAll(args.text(), context);
        }
    }

    /** Writes a value that depends on what ran before. */
    @SyncAction("grow_v1")
    public static class Grow implements Action<Grow.Args, Void> {
        public record Args(String id, String text) {}

        @Override
        public @Nullable Void apply(Grow.Args args, ActionContext context) {
            x(args.id(), context).ifPresent(x -> {
                if (x > 5) {
                    set(args.id(), "t", "big" + args.text(), context);
                } else {
                    set(args.id(), "x", x + 3, context);
                }
            });
            return null;
        }

        @Override
        public Footprint footprint(Grow.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    /** Subtracts, and refuses if there is not enough. */
    @SyncAction("take_v1")
    public static class Take implements Action<Take.Args, Integer> {
        public record Args(String id, int n) {}

        @Override
        public Integer apply(Take.Args args, ActionContext context) {
            int rest = x(args.id(), context).orElse(0) - args.n();
            set(args.id(), "x", rest, context);
            if (rest < 0) {
                throw new ActionRejected("not-enough", "There are only " + (rest + args.n()) + ".");
            }
            return rest;
        }

        @Override
        public Footprint footprint(Take.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }

    @SyncAction("drop_v1")
    public static class Drop implements Action<Drop.Args, Void> {
        public record Args(String id) {}

        @Override
        public @Nullable Void apply(Drop.Args args, ActionContext context) {
            context.sql()
                    .createUpdate("delete from items where id = :id")
                    .bind("id", args.id())
                    .execute();
            return null;
        }

        @Override
        public Footprint footprint(Drop.Args args, FootprintContext context) {
            return Footprint.row("items", args.id()).and("parts", partOf(args.id()));
        }
    }

    /** Writes the part before its item, which a deferred foreign key allows. */
    @SyncAction("assemble_v1")
    public static class Assemble implements Action<Assemble.Args, Void> {
        public record Args(String id, String audience) {}

        @Override
        public @Nullable Void apply(Assemble.Args args, ActionContext context) {
            context.sql()
                    .createUpdate("insert into parts (id, audience_key, item_id) values (:part, :audience, :id)")
                    .bind("part", partOf(args.id()))
                    .bind("audience", args.audience())
                    .bind("id", args.id())
                    .execute();
            new Create().apply(new Create.Args(args.id(), args.audience(), 1), context);
            return null;
        }

        @Override
        public Footprint footprint(Assemble.Args args, FootprintContext context) {
            return Footprint.row("items", args.id()).and("parts", partOf(args.id()));
        }
    }

    /** Writes and then fails in the database. */
    @SyncAction("break_v1")
    public static class Break implements Action<Break.Args, Void> {
        public record Args(String id) {}

        @Override
        public @Nullable Void apply(Break.Args args, ActionContext context) {
            set(args.id(), "x", 99, context);
            context.sql().execute("select 1 / 0");
            return null;
        }

        @Override
        public Footprint footprint(Break.Args args, FootprintContext context) {
            return Footprint.row("items", args.id());
        }
    }
}

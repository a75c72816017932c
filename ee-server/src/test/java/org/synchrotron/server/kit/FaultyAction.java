package org.synchrotron.server.kit;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Adds to an item, and calls the function {@code fault}, which a test makes fail in the database. */
@SyncAction("faulty_v1")
public class FaultyAction implements Action<FaultyAction.Args, Void> {

    /** What it makes of a failure. */
    public enum Kind {
        /** It passes it on. */
        PLAIN,
        /** It refuses because of it. */
        REFUSES,
        /** It goes on in the transaction that PostgreSQL has given up. */
        GOES_ON,
        /** It goes back to a savepoint of its own and does without. */
        DOES_WITHOUT,
        /** It calls the function only if the item has more than 100. */
        WITH_MUCH
    }

    public record Args(String id, int n, Kind kind) {}

    /** {@return the actions that fail in unusual ways} */
    static List<ActionDefinition<?, ?>> all() {
        return List.of(
                ActionDefinition.of(new FaultyAction()),
                ActionDefinition.of(new ReadsAllColumns()),
                ActionDefinition.of(new SpoilingAction()),
                ActionDefinition.of(new UnexpectedFailure()),
                ActionDefinition.of(new UnfilteredAction()));
    }

    /** Makes calls of the function do nothing. */
    public static void mend(TestDatabase database) {
        define(database, "null;");
    }

    /** Makes calls of the function fail with this SQLSTATE. */
    public static void failWith(String state, TestDatabase database) {
        define(database, "raise exception 'a fault of the test' using errcode = '" + state + "';");
    }

    /** Makes calls of the function do this, as the administrator of the database. */
    public static void define(TestDatabase database, String body) {
        database.administer(
                "create or replace function public.fault() returns void language plpgsql security definer as $$ begin "
                        + body + " end $$");
    }

    @Override
    public @Nullable Void apply(FaultyAction.Args args, ActionContext context) {
        int x = ItemActions.x(args.id(), context).orElse(0);
        ItemActions.set(args.id(), "x", x + args.n(), context);
        switch (args.kind()) {
            case PLAIN -> call(context);
            case WITH_MUCH -> {
                if (x > 100) {
                    call(context);
                }
            }
            case REFUSES -> {
                try {
                    call(context);
                } catch (JdbiException e) {
                    throw new ActionRejected("busy", "Come again later.");
                }
            }
            case GOES_ON -> {
                try {
                    call(context);
                } catch (JdbiException e) {
                    ItemActions.set(args.id(), "x", x + 2 * args.n(), context);
                }
            }
            case DOES_WITHOUT -> doesWithout(context);
        }
        return null;
    }

    private static void doesWithout(ActionContext context) {
        context.sql().execute("savepoint mine");
        try {
            call(context);
        } catch (JdbiException e) {
            context.sql().execute("rollback to mine");
        }
    }

    private static void call(ActionContext context) {
        Map<String, Object> nothing =
                context.sql().createQuery("select fault()::text").mapToMap().one();
        assert nothing.size() == 1;
    }

    @Override
    public Footprint footprint(FaultyAction.Args args, FootprintContext context) {
        return Footprint.row("items", args.id());
    }
}

package org.synchrotron.server.kit;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** An action that breaks the rules for pure actions, in one of the known ways. */
@SyncAction("nondeterministic_v1")
public class Nondeterministic implements Action<Nondeterministic.Args, Integer> {

    /** The ways in which it breaks the rules. */
    public enum Kind {
        FIELD,
        CLOCK,
        UUID,
        ROWS_WITHOUT_ORDER,
        SQL_RANDOM,
        SQL_CLOCK,
        TOUCHES_NOW_AND_THEN,
        REFUSES_EVERY_OTHER_TIME,
        /** The same in both runs of a transaction, so not detectable. */
        TIME_OF_THE_TRANSACTION,
        /** Follows the rules. */
        NONE
    }

    public record Args(String id, Kind kind) {}

    private static final AtomicInteger RUNS = new AtomicInteger();

    /** Resets the counter of runs. */
    public static void reset() {
        RUNS.set(0);
    }

    public static int runs() {
        return RUNS.get();
    }

    @Override
    public Integer apply(Args args, ActionContext context) {
        int run = RUNS.incrementAndGet();
        switch (args.kind()) {
            case FIELD -> write(args, context, "text " + run);
            case CLOCK -> write(args, context, Instant.now().toString());
            case UUID -> write(args, context, UUID.randomUUID().toString());
            case ROWS_WITHOUT_ORDER -> write(args, context, first(context));
            case SQL_RANDOM -> express(args, context, "random()");
            case SQL_CLOCK -> express(args, context, "clock_timestamp()");
            case TIME_OF_THE_TRANSACTION -> express(args, context, "current_timestamp");
            case TOUCHES_NOW_AND_THEN -> {
                if (run % 2 == 0) {
                    write(args, context, "touched");
                }
            }
            case REFUSES_EVERY_OTHER_TIME -> {
                write(args, context, "allowed");
                if (run % 2 == 1) {
                    throw new ActionRejected("nondeterministic", "Not this time.");
                }
            }
            case NONE -> write(args, context, context.timestamp() + context.author());
        }
        return run;
    }

    private static void write(Args args, ActionContext context, String text) {
        context.sql().execute("update items set t = ? where id = ?", text, args.id());
    }

    private static void express(Args args, ActionContext context, String sql) {
        context.sql().execute("update items set t = cast(" + sql + " as text) where id = ?", args.id());
    }

    private static String first(ActionContext context) {
        return context.sql()
                .createQuery("select id from items where id > ''")
                .mapTo(String.class)
                .first();
    }
}

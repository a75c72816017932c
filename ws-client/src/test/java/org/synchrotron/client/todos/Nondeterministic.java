package org.synchrotron.client.todos;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** Breaks the rules, in each way that there is. */
@SyncAction("nondeterministic_v1")
public class Nondeterministic implements Action<Nondeterministic.Args, Integer> {

    /** Which way. */
    public enum Kind {
        FIELD,
        CLOCK,
        MILLISECONDS,
        UUID,
        COIN,
        ROWS_WITHOUT_ORDER,
        SQL_RANDOM,
        SQL_TIMESTAMP,
        SQL_DATE,
        SQL_TIME,
        TOUCHES_NOW_AND_THEN,
        REFUSES_EVERY_OTHER_TIME,
        /** Keeps the rules. */
        NONE
    }

    public record Args(String id, Kind kind) {}

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Random random = new Random();

    /** Begins to count anew. */
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
            case MILLISECONDS -> write(args, context, "at " + System.currentTimeMillis());
            case UUID -> write(args, context, UUID.randomUUID().toString());
            case COIN -> write(args, context, random.nextBoolean() ? "heads" : "tails");
            case ROWS_WITHOUT_ORDER -> write(args, context, first(context));
            case SQL_RANDOM -> express(args, context, "random()");
            case SQL_TIMESTAMP -> express(args, context, "current_timestamp");
            case SQL_DATE -> express(args, context, "current_date");
            case SQL_TIME -> express(args, context, "current_time");
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
        context.sql().execute("UPDATE todos SET text = ? WHERE id = ?", text, args.id());
    }

    private static void express(Args args, ActionContext context, String sql) {
        context.sql().execute("UPDATE todos SET text = CAST(" + sql + " AS TEXT) WHERE id = ?", args.id());
    }

    private static String first(ActionContext context) {
        return context.sql()
                .createQuery("SELECT id FROM todos LIMIT 1")
                .mapTo(String.class)
                .one();
    }
}

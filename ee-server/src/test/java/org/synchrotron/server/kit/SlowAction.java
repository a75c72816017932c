package org.synchrotron.server.kit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.ReplayPolicy;
import org.synchrotron.action.SyncAction;

/** Adds to an item. It refuses if the item has less than nothing, and takes very long if it has much already, or if the planner is disguised, as in a dry run. */
@SyncAction("slow_v1")
public class SlowAction implements Action<SlowAction.Args, Void> {

    /** How it takes long. */
    public enum Kind {
        /** One statement. */
        SQL,
        /** Many short statements. */
        STATEMENTS,
        /** It computes, and now and then asks whether it is interrupted. */
        BUSY,
        /** It waits in Java. */
        WAITING,
        /** It computes and ignores interrupts, until {@link #release}. */
        DEAF,
        /** One statement, only in a dry run. */
        DRY_RUN
    }

    /** Much is this value. */
    public static final int MUCH = 100;

    public record Args(String id, int n, Kind kind) {}

    /** A clock that only its slow runs move. */
    public static final AtomicLong NANOS = new AtomicLong();

    /** The limit and the grace under which a slow run is over, but not yet stuck. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    public static final Duration GRACE = Duration.ofSeconds(10);

    private static final AtomicInteger RUNS = new AtomicInteger();
    private static volatile boolean released;

    /** {@return how many runs began since {@link #reset}} */
    public static int runs() {
        return RUNS.get();
    }

    public static void reset() {
        RUNS.set(0);
        released = false;
    }

    /** Lets runs that ignore interrupts end. */
    public static void release() {
        released = true;
    }

    @Override
    public @Nullable Void apply(SlowAction.Args args, ActionContext context) {
        RUNS.incrementAndGet();
        int x = ItemActions.x(args.id(), context).orElse(0);
        if (x < 0) {
            throw new ActionRejected("not-enough", "There is nothing.");
        }
        boolean dry = args.kind() == Kind.DRY_RUN && isDryRun(context);
        if (dry || (x >= MUCH && args.kind() != Kind.DRY_RUN)) {
            takeLong(args.kind(), context);
        }
        ItemActions.set(args.id(), "x", x + args.n(), context);
        return null;
    }

    private static boolean isDryRun(ActionContext context) {
        return context.sql()
                .createQuery("select current_setting('enable_seqscan') = 'off'")
                .mapTo(Boolean.class)
                .one();
    }

    private static void takeLong(Kind kind, ActionContext context) {
        NANOS.addAndGet(LIMIT.plus(kind == Kind.DEAF ? GRACE : Duration.ZERO).toNanos());
        switch (kind) {
            case SQL, DRY_RUN -> context.sql().execute("select pg_sleep(60)::text");
            case STATEMENTS -> manyStatements(context);
            case BUSY -> computeUntilInterrupted();
            case WAITING -> waitInJava();
            case DEAF -> computeUntilReleased();
        }
    }

    private static void manyStatements(ActionContext context) {
        while (true) {
            context.sql().execute("select pg_sleep(0.01)::text");
        }
    }

    private static void computeUntilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    private static void waitInJava() {
        try {
            throw new IllegalStateException("nobody counts down: " + new CountDownLatch(1).await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void computeUntilReleased() {
        while (!released) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public Footprint footprint(SlowAction.Args args, FootprintContext context) {
        return Footprint.row("items", args.id());
    }

    /** Adds to all items that it sees, and takes very long if one of them has much already. */
    @SyncAction(value = "slow_everywhere_v1", replay = ReplayPolicy.EVERYWHERE)
    public static class Everywhere implements Action<Everywhere.Args, Void> {

        public record Args(int n) {}

        @Override
        public @Nullable Void apply(Everywhere.Args args, ActionContext context) {
            RUNS.incrementAndGet();
            List<Integer> values = context.sql()
                    .createQuery("select x from items order by id")
                    .mapTo(Integer.class)
                    .list();
            if (values.stream().anyMatch(x -> x >= MUCH)) {
                takeLong(Kind.SQL, context);
            }
            context.sql()
                    .createUpdate("update items set x = x + :n")
                    .bind("n", args.n())
                    .execute();
            return null;
        }
    }
}

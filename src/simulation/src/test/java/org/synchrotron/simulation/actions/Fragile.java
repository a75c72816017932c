package org.synchrotron.simulation.actions;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Throws on some replicas, after it has written: those use what the log knows (rule 10). */
@SyncAction("fragile_v1")
public final class Fragile implements Action<Fragile.Args, Void> {

    public record Args(String row, long n) {}

    private final Predicate<String> breaksFor;

    /** @param breaksFor for which authors it throws here */
    public Fragile(Predicate<String> breaksFor) {
        this.breaksFor = breaksFor;
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.add(args.row(), args.n(), context);
        if (breaksFor.test(context.author())) {
            Rows.write(args.row(), "broken", context);
            throw new IllegalStateException("this replica cannot run it");
        }
        return null;
    }
}

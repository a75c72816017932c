package org.synchrotron.simulation.actions;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Throws on some replicas after it has written. Those replicas apply the known effects instead (rule 10). */
@SyncAction("fragile_v1")
public final class Fragile implements Action<Fragile.Args, Void> {

    public record Args(String row, long n) {}

    private final Predicate<String> failsFor;

    /** @param failsFor the authors for which it throws on this replica */
    public Fragile(Predicate<String> failsFor) {
        this.failsFor = failsFor;
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.add(args.row(), args.n(), context);
        if (failsFor.test(context.author())) {
            RowSql.write(args.row(), "broken", context);
            throw new IllegalStateException("this replica cannot run it");
        }
        return null;
    }
}

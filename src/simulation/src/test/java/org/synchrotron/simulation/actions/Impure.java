package org.synchrotron.simulation.actions;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** Writes something else each time it runs. */
@SyncAction("impure_v1")
public final class Impure implements Action<Impure.Args, Void> {

    public record Args(String row) {}

    private final Supplier<String> chance;

    public Impure(Supplier<String> chance) {
        this.chance = chance;
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        Rows.write(args.row(), "?" + chance.get(), context);
        return null;
    }
}

package org.synchrotron.simulation.actions;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.SyncAction;

/** An impure action: it writes a different text in each run. */
@SyncAction("impure_v1")
public final class Impure implements Action<Impure.Args, Void> {

    public record Args(String row) {}

    private final Supplier<String> distinctText;

    /** @param distinctText returns a different text at each call */
    public Impure(Supplier<String> distinctText) {
        this.distinctText = distinctText;
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.write(args.row(), "?" + distinctText.get(), context);
        return null;
    }
}

package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Increments the first rows of an audience, and inserts those that are missing: more row changes than a delivery may hold. */
@SyncAction("fill_v1")
public final class Fill implements Action<Fill.Args, Void> {

    /** Rows named with a {@code w} are used only here and by actions on all rows. */
    private static final String NAME = "w";

    public record Args(String audience, long rows) {}

    /** {@return the name of a row} */
    public static String row(String audience, long number) {
        return Audiences.prefix(audience) + NAME + number;
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        for (long i = 0; i < args.rows(); i++) {
            String row = row(args.audience(), i);
            if (RowSql.x(row, context).isPresent()) {
                RowSql.add(row, 1, context);
            } else {
                RowSql.insertItem(row, args.audience(), 1, context);
            }
        }
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience(args.audience());
    }
}

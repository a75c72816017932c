package org.synchrotron.simulation.actions;

import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Writes the length of a long text, its argument, which may make the record too long for a message. */
@SyncAction("essay_v1")
public final class Essay implements Action<Essay.Args, Void> {

    private static final String LETTER = "é";
    private static final int LETTER_BYTES = 2;

    public record Args(String row, String essay) {

        /** {@return arguments with an essay of so many bytes} Each letter has two bytes. */
        static Args ofBytes(String row, long bytes) {
            return new Args(row, LETTER.repeat((int) bytes / LETTER_BYTES));
        }
    }

    @Override
    public @Nullable Void apply(Args args, ActionContext context) {
        RowSql.write(args.row(), Integer.toString(args.essay().length()), context);
        return null;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.row("items", args.row());
    }
}

package org.synchrotron.server.kit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;
import org.synchrotron.action.SyncAction;

/** An action that writes, and then fails in an unusual way. */
@SyncAction("mishap_v1")
public class UnexpectedFailure implements Action<UnexpectedFailure.Args, Void> {

    /** The ways in which it fails. */
    public enum Kind {
        FAILED_ASSERTION,
        CLASS_THAT_IS_GONE,
        CHECKED_EXCEPTION,
        REFUSAL_WITHOUT_CODE,
        COMMIT,
        NEW_ROLE
    }

    public record Args(String id, Kind kind) {}

    @Override
    @SuppressWarnings("NullAway") // A refusal without a code is one of the failures.
    public @Nullable Void apply(Args args, ActionContext context) {
        context.sql().execute("update items set t = 'failing' where id = ?", args.id());
        switch (args.kind()) {
            case FAILED_ASSERTION -> throw new AssertionError("never");
            case CLASS_THAT_IS_GONE -> throw new NoClassDefFoundError("org/example/Gone");
            case CHECKED_EXCEPTION -> UnexpectedFailure.<RuntimeException>slip(new IOException("not to be thrown"));
            case COMMIT -> context.sql().execute("commit");
            case NEW_ROLE -> context.sql().execute("set role none");
            case REFUSAL_WITHOUT_CODE -> throw new ActionRejected(null, "no");
        }
        return null;
    }

    @SuppressWarnings("unchecked") // This hides the checked exception from the compiler.
    private static <X extends Throwable> void slip(Throwable checked) throws X {
        throw (X) checked;
    }
}

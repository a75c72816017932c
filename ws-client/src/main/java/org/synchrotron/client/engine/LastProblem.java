package org.synchrotron.client.engine;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.SyncListener;
import org.synchrotron.client.SyncProblem;
import org.synchrotron.client.SyncProblem.Kind;

/** The last problem, until an exchange succeeds. A refused upload is shown until no record is quarantined, rows that are left out until there are none. */
final class LastProblem {

    private final Replica replica;
    private final SyncListener listener;
    private @Nullable SyncProblem problem;

    LastProblem(Replica replica, SyncListener listener) {
        this.replica = replica;
        this.listener = listener;
    }

    @Nullable
    SyncProblem get() {
        return problem;
    }

    Kind kindOr(Kind other) {
        return problem == null ? other : problem.kind();
    }

    void set(SyncProblem why) {
        problem = why;
        listener.problem(why);
    }

    /** An exchange succeeded. */
    void exchanged(@Nullable SyncSession session) {
        if (problem == null || !lasts(problem.kind(), session)) {
            problem = null;
        }
    }

    private boolean lasts(Kind kind, @Nullable SyncSession session) {
        return switch (kind) {
            case UPLOAD_REFUSED -> lasts(session);
            case ROWS_LEFT_OUT -> mayHave(replica.leftOut()::count);
            default -> false;
        };
    }

    /** Records are pending again, or gone. */
    void pendingChanged(@Nullable SyncSession session) {
        if (problem != null && problem.kind() == Kind.UPLOAD_REFUSED && !lasts(session)) {
            problem = null;
        }
    }

    private boolean lasts(@Nullable SyncSession session) {
        return (session != null && session.hasStoppedUploads()) || mayHave(replica.refused()::count);
    }

    private static boolean mayHave(IntSupplier count) {
        try {
            return count.getAsInt() > 0;
        } catch (DatabaseFailure e) {
            return true;
        }
    }
}

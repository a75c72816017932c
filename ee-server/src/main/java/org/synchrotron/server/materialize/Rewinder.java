package org.synchrotron.server.materialize;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.ActionId;

/**
 * Goes back to the places of new records and on again, on a transaction that holds the log's lock and is in the engine's scope.
 *
 * <p>Records of the suffix that no change can have reached are left alone. Where a record that ran wrote a row of which its action
 * had said nothing, that was a mistake: it is taken back, and the whole suffix runs again. So it does where the database objects: a row
 * that was left alone may hang on one that was not.
 */
public final class Rewinder {

    private static final String SAVEPOINT = "synchrotron_rewind";

    /**
     * What was done.
     *
     * @param results of the records that ran
     */
    public record Rewound(CorrectionFinder finder, Map<ActionId, RunResult> results) {}

    private final Materializer materializer;

    public Rewinder(Materializer materializer) {
        this.materializer = materializer;
    }

    /** Makes the tables what the log gives with the new records in it. */
    public Rewound rewind(List<ReplayStep> suffix, List<ReplayStep> fresh, Handle sql) {
        ReplayPlan whole = ReplayPlan.of(suffix, fresh, any -> Footprint.EVERYTHING);
        if (whole.undo().isEmpty()) {
            return carryOut(whole, sql);
        }
        ReplayPlan plan = ReplayPlan.of(suffix, fresh, Footprints.of(materializer, whole.undo(), sql)::of);
        return plan.undo().size() == whole.undo().size() ? carryOut(whole, sql) : attempt(plan, whole, sql);
    }

    private Rewound attempt(ReplayPlan plan, ReplayPlan whole, Handle sql) {
        sql.execute("savepoint " + SAVEPOINT);
        Rewound rewound = kept(plan, sql);
        if (rewound == null) {
            sql.execute("rollback to savepoint " + SAVEPOINT);
        }
        sql.execute("release savepoint " + SAVEPOINT);
        return rewound != null ? rewound : carryOut(whole, sql);
    }

    /** Null if an action does not keep its word, or the database objects, which it may do because of that. */
    private @Nullable Rewound kept(ReplayPlan plan, Handle sql) {
        try {
            Rewound rewound = carryOut(plan, sql);
            boolean objects = rewound.results().values().stream().anyMatch(Rewinder::isOfTheDatabase);
            return !objects && Footprints.areKept(materializer, plan.run(), sql) ? rewound : null;
        } catch (JdbiException objection) {
            return null;
        }
    }

    private static boolean isOfTheDatabase(RunResult result) {
        return result instanceof RunResult.Rejected no && RunFailure.isOfTheDatabase(no.cause());
    }

    private Rewound carryOut(ReplayPlan plan, Handle sql) {
        CorrectionFinder finder = CorrectionFinder.look(sql, plan.undo());
        return new Rewound(finder, materializer.carryOut(plan, sql));
    }
}

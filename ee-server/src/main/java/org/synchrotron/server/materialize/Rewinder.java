package org.synchrotron.server.materialize;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.ActionId;

/**
 * Inserts new records at their places in the history: undoes and re-runs the later records that they may affect. The transaction
 * must hold the log's lock and be in the engine's scope. Thread-safe.
 *
 * <p>A record of the suffix is not run again if its footprint has no row in common with those of the records that run. If a
 * record that ran wrote a row outside its declared footprint, everything is undone and the whole suffix runs again. The same
 * happens if the database reports an error, because a row that was not undone may refer to one that was.
 */
public final class Rewinder {

    private static final String SAVEPOINT = "synchrotron_rewind";

    /**
     * The result of a rewind.
     *
     * @param results the results of the records that ran, by record id
     */
    public record Rewound(CorrectionFinder finder, Map<ActionId, RunResult> results) {}

    private final Materializer materializer;

    public Rewinder(Materializer materializer) {
        this.materializer = materializer;
    }

    /**
     * Brings the tables to the state of the log with the new records in it.
     *
     * @param suffix the records of the log after the earliest new one
     * @param fresh the new records, and those of the suffix that run again in any case
     */
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

    /**
     * Null if a record wrote outside its declared footprint, or if the database reported an error, which may be a consequence of
     * that.
     */
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

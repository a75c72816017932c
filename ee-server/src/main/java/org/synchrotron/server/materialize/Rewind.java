package org.synchrotron.server.materialize;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.RunLimitExceeded;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.FailureKind;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.TouchedConstraints;
import org.synchrotron.server.materialize.ReplayCounts.Widening;
import org.synchrotron.server.materialize.Rewinder.Rewound;

/**
 * One rewind. It tries the smallest plan first:
 *
 * <ol>
 *   <li>The affected records by audiences and rows. If a record that ran wrote a row outside those that its action declares, or
 *       the database reported an error, which may be a consequence of that, all is undone and 2. follows.
 *   <li>The affected records by audiences, which the database enforces. If it cannot undo them, 3. follows.
 *   <li>All records after the earliest new one.
 * </ol>
 *
 * <p>Which shared constraints a record touches is known only after it ran. If a record touches one that its footprint lacks, and
 * more records are affected by that, all is undone and tried again with this knowledge. So it is if a record of the log costs too much
 * when it runs again: then it keeps what it did. Not thread-safe.
 */
final class Rewind {

    private final List<ReplayStep> fresh;
    private final Materializer materializer;
    private final LoggedSteps steps;
    private final Handle sql;
    private final String savepoint;
    private final RewindPlans plans;
    private final TouchedConstraints constraints;
    private final ReplayCounts counts;
    private final RunLimits limits;

    /**
     * @param fresh the new records
     * @param due records of the log that run again in any case
     * @param steps makes the steps of records of the log
     */
    Rewind(
            List<ReplayStep> fresh,
            List<FootprintedRecord> due,
            Materializer materializer,
            LoggedSteps steps,
            Handle sql) {
        this.fresh = fresh;
        this.materializer = materializer;
        this.steps = steps;
        this.sql = sql;
        this.plans = new RewindPlans(fresh, due, steps, sql);
        this.constraints = new TouchedConstraints(sql);
        this.savepoint = materializer.savepoints().name("rewind");
        this.counts = materializer.counts();
        this.limits = materializer.limits();
    }

    Rewound append() {
        return run(new RewindPlan(List.of(), ReplayPlan.ofAll(List.of(), fresh), false));
    }

    Rewound carryOut() {
        while (true) {
            try {
                return smallest();
            } catch (RunLimitExceeded exceeded) {
                if (isNew(exceeded.record())) {
                    throw exceeded;
                }
                limits.exceeded(exceeded);
                rollBack();
            }
        }
    }

    private boolean isNew(ActionId record) {
        return fresh.stream().anyMatch(step -> step.record().id().equals(record));
    }

    private Rewound smallest() {
        Rewound rewound = materializer.impurities().isPresent() ? compared() : attempt(true);
        if (rewound == null) {
            rewound = attempt(false);
        }
        return rewound != null ? rewound : everything();
    }

    /** The same as an attempt by rows, which is compared with a replay by audiences. */
    private @Nullable Rewound compared() {
        if (!plans.of(true).isNarrow()) {
            return attempt(true);
        }
        RewindPlan wide = plans.of(false);
        NarrowReplays replays =
                new NarrowReplays(materializer.impurities().orElseThrow(), sql, materializer.savepoints());
        replays.replayWhole(wide, this::run);
        Rewound narrow = attempt(true);
        if (narrow != null) {
            replays.compare(wide, narrow);
        }
        return narrow;
    }

    private Rewound everything() {
        RewindPlan all = plans.ofAll();
        sql.execute("savepoint " + savepoint);
        Rewound rewound = run(all);
        noteTouched(rewound);
        sql.execute("release savepoint " + savepoint);
        return finished(rewound);
    }

    private Rewound finished(Rewound rewound) {
        renew(rewound);
        rewound.again().forEach(each -> counts.ranAgain(each.record().tag()));
        boolean undeclared = fresh.stream().anyMatch(step -> step.audiences().areOfGrant(step.author()));
        if (undeclared && !rewound.again().isEmpty()) {
            counts.widened(Widening.UNDECLARED);
        }
        return rewound;
    }

    /** Null if such a plan does not suffice; then everything is as before. */
    private @Nullable Rewound attempt(boolean byRows) {
        RewindPlan next = plans.of(byRows);
        while (true) {
            sql.execute("savepoint " + savepoint);
            Rewound rewound = runOrNull(next);
            RewindPlan wider = rewound != null && noteTouched(rewound) ? plans.of(byRows) : next;
            if (rewound != null && wider.plan().undoesTheSame(next.plan())) {
                sql.execute("release savepoint " + savepoint);
                return finished(rewound);
            }
            rollBack();
            if (rewound == null) {
                return null;
            }
            counts.widened(Widening.CONSTRAINT);
            next = wider;
        }
    }

    private void rollBack() {
        sql.execute("rollback to savepoint " + savepoint);
        sql.execute("release savepoint " + savepoint);
    }

    /**
     * Null if the database refuses the plan, or if a record wrote what its rows do not include. An infrastructure failure says nothing
     * about the plan and is rethrown: more records would only wait longer for the same lock.
     */
    private @Nullable Rewound runOrNull(RewindPlan next) {
        try {
            Rewound rewound = run(next);
            return next.isNarrow() && isBroken(rewound) ? null : rewound;
        } catch (JdbiException objection) {
            if (FailureKind.isOfTheWorld(objection)) {
                throw objection;
            }
            counts.widened(Widening.DATABASE);
            return null;
        }
    }

    private boolean isBroken(Rewound rewound) {
        boolean objects = rewound.results().values().stream().anyMatch(Rewind::isOfTheDatabase);
        if (objects || !rewound.strayed().isEmpty()) {
            counts.widened(objects ? Widening.DATABASE : Widening.ROWS);
            return true;
        }
        return false;
    }

    private static boolean isOfTheDatabase(RunResult result) {
        return result instanceof RunResult.Rejected no && RunFailure.isOfTheDatabase(no.cause());
    }

    private Rewound run(RewindPlan next) {
        ReplayPlan plan = next.plan();
        CorrectionFinder finder = CorrectionFinder.look(sql, plan.undo());
        Map<ActionId, RunResult> results = materializer.carryOut(plan, sql);
        constraints.noteAll(rejected(results));
        Set<ActionId> undone = Set.copyOf(plan.undo());
        List<LoggedRecord> again = next.records().stream()
                .map(FootprintedRecord::logged)
                .filter(each -> undone.contains(each.record().id()))
                .toList();
        plans.ran(again);
        return new Rewound(
                finder,
                results,
                again,
                again.stream().filter(steps::cannotRun).toList(),
                StrayedRecords.of(plan.run(), sql));
    }

    private static List<ActionId> rejected(Map<ActionId, RunResult> results) {
        return results.entrySet().stream()
                .filter(each -> each.getValue() instanceof RunResult.Rejected)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@return whether a record touched more than was known} */
    private boolean noteTouched(Rewound rewound) {
        return plans.noteTouched(constraints.beyondFootprints(rewound.results().keySet()));
    }

    private void renew(Rewound rewound) {
        List<ActionId> again =
                rewound.again().stream().map(each -> each.record().id()).toList();
        FootprintTable footprints = new FootprintTable(sql);
        footprints.forgetRows(again.stream().filter(rewound.strayed()::contains).toList());
        footprints.renew(again.stream()
                .filter(id -> plans.touchedMore(id) || rewound.strayed().contains(id))
                .toList());
    }
}

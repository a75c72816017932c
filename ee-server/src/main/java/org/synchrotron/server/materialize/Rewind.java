package org.synchrotron.server.materialize;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.LaterChanges.LaterChange;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RecordTable;
import org.synchrotron.server.log.TouchedConstraints;
import org.synchrotron.server.log.UnreadableListener;
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
 * more records are affected by that, all is undone and tried again with this knowledge. Not thread-safe.
 */
final class Rewind {

    private static final String SAVEPOINT = "synchrotron_rewind";

    /**
     * A plan with the records of the log that it is about.
     *
     * @param isNarrow whether the plan runs fewer of them than their audiences say, because of their rows
     */
    private record Try(List<FootprintedRecord> records, ReplayPlan plan, boolean isNarrow) {}

    private final List<ReplayStep> fresh;
    private final List<FootprintedRecord> due;
    private final Materializer materializer;
    private final LoggedSteps steps;
    private final Handle sql;
    private final FootprintTable footprints;
    private final TouchedConstraints constraints;
    private final ReplayCounts counts;

    /** The keys of the new records and of those that ran again. */
    private final Map<ActionId, ReplayKey> keys = new HashMap<>();

    /** What records touched beyond their footprints, so far. */
    private final Map<ActionId, Set<String>> touched = new HashMap<>();

    /**
     * @param fresh the new records
     * @param due records of the log that run again in any case
     */
    Rewind(
            List<ReplayStep> fresh,
            List<FootprintedRecord> due,
            Materializer materializer,
            UnreadableListener unreadable,
            Handle sql) {
        this.fresh = fresh;
        this.due = due;
        this.materializer = materializer;
        this.steps = new LoggedSteps(materializer, unreadable, sql);
        this.sql = sql;
        this.footprints = new FootprintTable(sql);
        this.constraints = new TouchedConstraints(sql);
        this.counts = materializer.counts();
    }

    Rewound append() {
        return run(new Try(List.of(), ReplayPlan.ofAll(List.of(), fresh), false));
    }

    Rewound carryOut() {
        Rewound rewound = attempt(true);
        if (rewound == null) {
            rewound = attempt(false);
        }
        return rewound != null ? rewound : everything();
    }

    private Rewound everything() {
        List<FootprintedRecord> suffix = withDue(new RecordTable(sql).after(earliest()));
        Rewound rewound = run(new Try(suffix, ReplayPlan.ofAll(steps.of(suffix), fresh), false));
        noteTouched(rewound);
        return finished(rewound);
    }

    private ReplayKey earliest() {
        return Stream.concat(
                        fresh.stream().map(step -> ReplayKey.of(step.record())),
                        due.stream().map(Rewind::key))
                .min(ReplayKey::compareTo)
                .orElseThrow();
    }

    private static ReplayKey key(FootprintedRecord record) {
        return ReplayKey.of(record.logged().record());
    }

    /** {@return the records and those that are due, in replay order} */
    private List<FootprintedRecord> withDue(List<FootprintedRecord> records) {
        return Stream.concat(records.stream(), due.stream())
                .distinct()
                .sorted(Comparator.comparing(Rewind::key))
                .toList();
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
        Try next = plan(byRows);
        while (true) {
            sql.execute("savepoint " + SAVEPOINT);
            Rewound rewound = runOrNull(next);
            Try wider = rewound != null && noteTouched(rewound) ? plan(byRows) : next;
            if (rewound != null && wider.plan().undoesTheSame(next.plan())) {
                sql.execute("release savepoint " + SAVEPOINT);
                return finished(rewound);
            }
            sql.execute("rollback to savepoint " + SAVEPOINT);
            sql.execute("release savepoint " + SAVEPOINT);
            if (rewound == null) {
                return null;
            }
            counts.widened(Widening.CONSTRAINT);
            next = wider;
        }
    }

    private Try plan(boolean byRows) {
        Map<Long, ReplayKey> changes = changes();
        ReadOnlyAudiences readOnly = new ReadOnlyAudiences(sql);
        boolean narrow = byRows;
        while (true) {
            Try next = plan(changes, narrow);
            List<LaterChange> later = readOnly.changesAfter(next.plan());
            boolean more = false;
            for (Map.Entry<Long, ReplayKey> each : readOnly.tied(later).entrySet()) {
                more |= change(each.getKey(), each.getValue(), changes);
            }
            if (!more) {
                return new Try(next.records(), next.plan().with(ReadOnlyAudiences.putBack(later)), next.isNarrow());
            }
            narrow = false;
        }
    }

    private Try plan(Map<Long, ReplayKey> changes, boolean byRows) {
        Map<Long, ReplayKey> affected = new AffectedFootprints(footprints).of(changes);
        List<FootprintedRecord> records = withDue(affected.isEmpty() ? List.of() : footprints.recordsAfter(affected));
        List<ReplayStep> logged = steps.of(records);
        ReplayPlan plan = byRows
                ? new Footprints(materializer, sql).plan(records, due, logged, fresh, touched)
                : ReplayPlan.ofAll(logged, fresh);
        return new Try(records, plan, plan.undo().size() < logged.size());
    }

    /** The sets of audiences that change, each with the key of the first record that may write it. */
    private Map<Long, ReplayKey> changes() {
        Map<Long, ReplayKey> changes = new HashMap<>();
        for (ReplayStep step : fresh) {
            keys.put(step.record().id(), ReplayKey.of(step.record()));
            change(step.audiences().writes(), ReplayKey.of(step.record()), changes);
        }
        for (FootprintedRecord each : due) {
            keys.put(each.logged().record().id(), key(each));
            change(each.footprint().audiences().writes(), key(each), changes);
            change(each.footprint().shared(), key(each), changes);
        }
        Map<Set<String>, Long> sets = footprints.ids(touched.values());
        touched.forEach((id, constraints) -> {
            ReplayKey key = keys.get(id);
            if (key != null) {
                change(sets.getOrDefault(constraints, 0L), key, changes);
            }
        });
        return changes;
    }

    /** {@return whether the set changes earlier than was noted} */
    private static boolean change(long set, ReplayKey key, Map<Long, ReplayKey> changes) {
        ReplayKey before = changes.get(set);
        if (before != null && !key.isBefore(before)) {
            return false;
        }
        changes.put(set, key);
        return true;
    }

    /** Null if the plan cannot be carried out, or if a record wrote what its rows do not include. */
    private @Nullable Rewound runOrNull(Try next) {
        try {
            Rewound rewound = run(next);
            return next.isNarrow() && isBroken(rewound, next.plan()) ? null : rewound;
        } catch (JdbiException objection) {
            counts.widened(Widening.DATABASE);
            return null;
        }
    }

    private boolean isBroken(Rewound rewound, ReplayPlan plan) {
        boolean objects = rewound.results().values().stream().anyMatch(Rewind::isOfTheDatabase);
        if (objects || !new Footprints(materializer, sql).areKept(plan.run())) {
            counts.widened(objects ? Widening.DATABASE : Widening.ROWS);
            return true;
        }
        return false;
    }

    private static boolean isOfTheDatabase(RunResult result) {
        return result instanceof RunResult.Rejected no && RunFailure.isOfTheDatabase(no.cause());
    }

    private Rewound run(Try next) {
        ReplayPlan plan = next.plan();
        CorrectionFinder finder = CorrectionFinder.look(sql, plan.undo());
        Map<ActionId, RunResult> results = materializer.carryOut(plan, sql);
        constraints.noteAll(rejected(results));
        Set<ActionId> undone = Set.copyOf(plan.undo());
        List<LoggedRecord> again = next.records().stream()
                .map(FootprintedRecord::logged)
                .filter(each -> undone.contains(each.record().id()))
                .toList();
        again.forEach(each -> keys.put(each.record().id(), ReplayKey.of(each.record())));
        return new Rewound(
                finder, results, again, again.stream().filter(steps::cannotRun).toList());
    }

    private static List<ActionId> rejected(Map<ActionId, RunResult> results) {
        return results.entrySet().stream()
                .filter(each -> each.getValue() instanceof RunResult.Rejected)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@return whether a record touched more than was known} */
    private boolean noteTouched(Rewound rewound) {
        boolean more = false;
        for (Map.Entry<ActionId, Set<String>> each :
                constraints.beyondFootprints(rewound.results().keySet()).entrySet()) {
            more |= touched.computeIfAbsent(each.getKey(), id -> new HashSet<>())
                    .addAll(each.getValue());
        }
        return more;
    }

    private void renew(Rewound rewound) {
        footprints.renew(rewound.again().stream()
                .map(each -> each.record().id())
                .filter(touched::containsKey)
                .toList());
    }
}

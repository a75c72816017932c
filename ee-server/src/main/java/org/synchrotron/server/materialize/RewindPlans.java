package org.synchrotron.server.materialize;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.LaterChanges.LaterChange;
import org.synchrotron.server.log.LoggedRecord;

/** Makes the plans of one rewind, with what its runs have shown so far. Not thread-safe. */
final class RewindPlans {

    private final List<ReplayStep> fresh;
    private final List<FootprintedRecord> due;
    private final LoggedSteps steps;
    private final Materializer materializer;
    private final Handle sql;
    private final FootprintTable footprints;

    /** The keys of the new records and of those that ran again. */
    private final Map<ActionId, ReplayKey> keys = new HashMap<>();

    /** What records touched beyond their footprints, so far. */
    private final Map<ActionId, Set<String>> touched = new HashMap<>();

    /**
     * @param fresh the new records
     * @param due records of the log that run again in any case
     */
    RewindPlans(
            List<ReplayStep> fresh,
            List<FootprintedRecord> due,
            LoggedSteps steps,
            Materializer materializer,
            Handle sql) {
        this.fresh = fresh;
        this.due = due;
        this.steps = steps;
        this.materializer = materializer;
        this.sql = sql;
        this.footprints = new FootprintTable(sql);
    }

    /** These records ran again. */
    void ran(Collection<LoggedRecord> again) {
        again.forEach(each -> keys.put(each.record().id(), ReplayKey.of(each.record())));
    }

    /** {@return whether these records touched more constraints than was known} */
    boolean noteTouched(Map<ActionId, Set<String>> constraints) {
        boolean more = false;
        for (Map.Entry<ActionId, Set<String>> each : constraints.entrySet()) {
            more |= touched.computeIfAbsent(each.getKey(), id -> new HashSet<>())
                    .addAll(each.getValue());
        }
        return more;
    }

    /** {@return whether the record touched a constraint that its footprint lacks} */
    boolean touchedMore(ActionId record) {
        return touched.containsKey(record);
    }

    /** {@return the plan in which all records of the log after the earliest new one run again} */
    RewindPlan ofAll() {
        List<FootprintedRecord> suffix = withDue(footprints.after(earliest()));
        return new RewindPlan(suffix, ReplayPlan.ofAll(steps.of(suffix), fresh), false);
    }

    private ReplayKey earliest() {
        return Stream.concat(
                        fresh.stream().map(step -> ReplayKey.of(step.record())),
                        due.stream().map(RewindPlans::key))
                .min(ReplayKey::compareTo)
                .orElseThrow();
    }

    private static ReplayKey key(FootprintedRecord record) {
        return ReplayKey.of(record.logged().record());
    }

    /** {@return the records and those that are due, in replay order} */
    private List<FootprintedRecord> withDue(List<FootprintedRecord> records) {
        Set<ActionId> present =
                records.stream().map(each -> each.logged().record().id()).collect(Collectors.toSet());
        return Stream.concat(
                        records.stream(),
                        due.stream()
                                .filter(each ->
                                        !present.contains(each.logged().record().id())))
                .sorted(Comparator.comparing(RewindPlans::key))
                .toList();
    }

    /**
     * {@return the plan for all that may be affected}
     *
     * @param byRows whether of the records of affected audiences only those run that their rows show to be affected
     */
    RewindPlan of(boolean byRows) {
        Map<Long, ReplayKey> changes = changes();
        ReadOnlyAudiences readOnly = new ReadOnlyAudiences(sql);
        boolean narrow = byRows;
        while (true) {
            RewindPlan next = plan(changes, narrow);
            List<LaterChange> later = readOnly.changesAfter(next.plan());
            boolean more = false;
            for (Map.Entry<Long, ReplayKey> each : readOnly.tied(later).entrySet()) {
                more |= change(each.getKey(), each.getValue(), changes);
            }
            if (!more) {
                return new RewindPlan(
                        next.records(), next.plan().with(ReadOnlyAudiences.putBack(later)), next.isNarrow());
            }
            narrow = false;
        }
    }

    private RewindPlan plan(Map<Long, ReplayKey> changes, boolean byRows) {
        Map<Long, ReplayKey> affected = new AffectedFootprints(footprints).of(changes);
        List<FootprintedRecord> records = withDue(affected.isEmpty() ? List.of() : footprints.recordsAfter(affected));
        List<ReplayStep> logged = steps.of(records);
        ReplayPlan plan = byRows
                ? new Footprints(materializer, sql).plan(records, due, logged, fresh, touched)
                : ReplayPlan.ofAll(logged, fresh);
        return new RewindPlan(records, plan, plan.undo().size() < logged.size());
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
}

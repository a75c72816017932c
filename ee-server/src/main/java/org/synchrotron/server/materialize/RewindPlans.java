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
import org.synchrotron.server.log.RowKeys;

/** Makes the plans of one rewind, with what its runs have shown so far. Not thread-safe. */
final class RewindPlans {

    private final List<ReplayStep> fresh;
    private final List<FootprintedRecord> due;
    private final LoggedSteps steps;
    private final Handle sql;

    /** The keys of the new records and of those that ran again. */
    private final Map<ActionId, ReplayKey> keys = new HashMap<>();

    /** What records touched beyond their footprints, so far. */
    private final Map<ActionId, Set<String>> touched = new HashMap<>();

    /**
     * @param fresh the new records
     * @param due records of the log that run again in any case
     */
    RewindPlans(List<ReplayStep> fresh, List<FootprintedRecord> due, LoggedSteps steps, Handle sql) {
        this.fresh = fresh;
        this.due = due;
        this.steps = steps;
        this.sql = sql;
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
        List<FootprintedRecord> suffix = withDue(new FootprintTable(sql).after(earliest()));
        return new RewindPlan(suffix, ReplayPlan.ofAll(steps.of(suffix), fresh), false);
    }

    private ReplayKey earliest() {
        return Stream.concat(
                        fresh.stream().map(step -> ReplayKey.of(step.record())),
                        due.stream().map(AffectedFootprints::key))
                .min(ReplayKey::compareTo)
                .orElseThrow();
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
                .sorted(Comparator.comparing(AffectedFootprints::key))
                .toList();
    }

    /**
     * {@return the plan for all that may be affected}
     *
     * @param byRows whether of the records of affected audiences only those run that their rows show to be affected
     */
    RewindPlan of(boolean byRows) {
        Changes changes = changes(byRows);
        ReadOnlyAudiences readOnly = new ReadOnlyAudiences(sql);
        boolean narrow = byRows;
        while (true) {
            RewindPlan next = plan(changes, narrow);
            List<LaterChange> later = readOnly.changesAfter(next.plan(), narrow);
            boolean more = false;
            for (Map.Entry<Long, ReplayKey> each : readOnly.tied(later).entrySet()) {
                more |= changes.add(each.getKey(), each.getValue());
            }
            if (!more) {
                return new RewindPlan(
                        next.records(), next.plan().with(ReadOnlyAudiences.putBack(later)), next.isNarrow());
            }
            narrow = false;
        }
    }

    private RewindPlan plan(Changes changes, boolean byRows) {
        List<FootprintedRecord> records = withDue(new AffectedFootprints(byRows, sql).of(changes));
        ReplayPlan plan = ReplayPlan.ofAll(steps.of(records), fresh);
        return new RewindPlan(
                records,
                plan,
                byRows && plan.run().stream().anyMatch(step -> !step.rows().areAll()));
    }

    /** What the new records and those that are due may write. */
    private Changes changes(boolean byRows) {
        Changes changes = new Changes();
        for (ReplayStep step : fresh) {
            ReplayKey key = ReplayKey.of(step.record());
            keys.put(step.record().id(), key);
            changes.add(step.audiences(), byRows ? step.rows() : RowKeys.ALL, key);
        }
        for (FootprintedRecord each : due) {
            ReplayKey key = AffectedFootprints.key(each);
            keys.put(each.logged().record().id(), key);
            changes.add(each.footprint().audiences(), byRows ? each.rows() : RowKeys.ALL, key);
            changes.add(each.footprint().shared(), key);
        }
        Map<Set<String>, Long> sets = new FootprintTable(sql).ids(touched.values());
        touched.forEach((id, constraints) -> {
            ReplayKey key = keys.get(id);
            if (key != null) {
                changes.add(sets.getOrDefault(constraints, 0L), key);
            }
        });
        return changes;
    }
}

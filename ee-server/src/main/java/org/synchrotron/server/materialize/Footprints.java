package org.synchrotron.server.materialize;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.Footprint.AllRows;
import org.synchrotron.action.Footprint.NamedRows;
import org.synchrotron.action.Footprint.Rows;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;
import org.synchrotron.server.log.AppliedChanges;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.FootprintedRecord;
import org.synchrotron.server.log.StoredFootprint;

/**
 * The footprints of the records of one rewind, down to rows: the rows that their actions declare, or all of their audiences if a record
 * wrote another row in its last run. Not thread-safe.
 */
final class Footprints {

    private final Materializer materializer;
    private final Handle sql;

    Footprints(Materializer materializer, Handle sql) {
        this.materializer = materializer;
        this.sql = sql;
    }

    /**
     * {@return the plan in which only those of the logged records run again that the rows in the footprints show to be affected}
     *
     * @param records the logged records with their footprints, among which are those of the steps
     * @param due those of the logged records that run again in any case
     * @param touched constraints that records touched and that are not in their footprints yet
     */
    ReplayPlan plan(
            List<FootprintedRecord> records,
            List<FootprintedRecord> due,
            List<ReplayStep> logged,
            List<ReplayStep> fresh,
            Map<ActionId, Set<String>> touched) {
        Map<ActionId, Rows> rows = rows(logged, fresh);
        if (rows.values().stream().noneMatch(NamedRows.class::isInstance)) {
            return ReplayPlan.ofAll(logged, fresh);
        }
        Map<ActionId, StoredFootprint> stored = new HashMap<>();
        records.forEach(each -> stored.put(each.logged().record().id(), each.footprint()));
        Map<Long, Set<String>> sets = new FootprintTable(sql).audiences(sets(stored.values(), fresh));
        Set<ActionId> again =
                due.stream().map(each -> each.logged().record().id()).collect(Collectors.toSet());
        return ReplayPlan.of(logged, again, fresh, step -> {
            ActionId id = step.record().id();
            StoredFootprint footprint = stored.getOrDefault(id, new StoredFootprint(0, step.audiences(), 0));
            Set<String> constraints = new HashSet<>(touched.getOrDefault(id, Set.of()));
            constraints.addAll(sets.getOrDefault(footprint.shared(), Set.of()));
            return new RunFootprint(
                    sets.getOrDefault(footprint.audiences().reads(), Set.of()),
                    sets.getOrDefault(footprint.audiences().writes(), Set.of()),
                    constraints,
                    rows.getOrDefault(id, new AllRows()));
        });
    }

    private static Set<Long> sets(Collection<StoredFootprint> stored, List<ReplayStep> fresh) {
        Set<Long> sets = new HashSet<>();
        stored.forEach(each -> sets.add(each.shared()));
        Stream.concat(
                        stored.stream().map(StoredFootprint::audiences),
                        fresh.stream().map(ReplayStep::audiences))
                .forEach(each -> {
                    sets.add(each.reads());
                    sets.add(each.writes());
                });
        return sets;
    }

    private Map<ActionId, Rows> rows(List<ReplayStep> logged, List<ReplayStep> fresh) {
        Map<ActionId, Rows> rows = new HashMap<>();
        Stream.concat(logged.stream(), fresh.stream())
                .forEach(step -> rows.put(step.record().id(), declared(step)));
        written(logged).forEach((id, written) -> {
            if (!rows.getOrDefault(id, new AllRows()).containsAll(written)) {
                rows.put(id, new AllRows());
            }
        });
        return rows;
    }

    private Rows declared(ReplayStep step) {
        return step.isGiven()
                ? new NamedRows(step.given().stream().map(RowChange::row).collect(Collectors.toSet()))
                : footprint(step).rows();
    }

    private Footprint footprint(ReplayStep step) {
        return materializer.footprint(step.record());
    }

    /** {@return whether the rows that these records wrote in their last run lie within the footprints that their actions declare} */
    boolean areKept(Collection<ReplayStep> ran) {
        Map<ActionId, Set<RowRef>> written = written(ran);
        return ran.stream()
                .filter(step -> written.containsKey(step.record().id()))
                .allMatch(step -> declared(step)
                        .containsAll(written.getOrDefault(step.record().id(), Set.of())));
    }

    private Map<ActionId, Set<RowRef>> written(Collection<ReplayStep> steps) {
        return steps.isEmpty()
                ? Map.of()
                : new AppliedChanges(sql)
                        .rowsOf(steps.stream().map(step -> step.record().id()).toList());
    }
}

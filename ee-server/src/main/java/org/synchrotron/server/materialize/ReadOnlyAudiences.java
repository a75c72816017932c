package org.synchrotron.server.materialize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.log.FootprintTable;
import org.synchrotron.server.log.LaterChanges;
import org.synchrotron.server.log.LaterChanges.LaterChange;
import org.synchrotron.server.log.LaterChanges.Read;

/**
 * The audiences that runs read and may not write. A run must see their rows as they were at its place. So changes of these rows by later
 * records that do not run are undone before it and put back after it. Not thread-safe.
 */
final class ReadOnlyAudiences {

    private final Handle sql;
    private final FootprintTable table;
    private final Map<Read, ReplayKey> firstReads = new HashMap<>();

    ReadOnlyAudiences(Handle sql) {
        this.sql = sql;
        this.table = new FootprintTable(sql);
    }

    /**
     * {@return the changes that a run of the plan must not see, by records that do not run, in the order of their application}
     *
     * @param byRows whether the plan is made by the rows that records name
     */
    List<LaterChange> changesAfter(ReplayPlan plan, boolean byRows) {
        noteFirstReads(plan, byRows);
        return firstReads.isEmpty()
                ? List.of()
                : new LaterChanges(sql)
                        .in(
                                firstReads,
                                plan.run().stream()
                                        .map(step -> step.record().id())
                                        .toList());
    }

    private void noteFirstReads(ReplayPlan plan, boolean byRows) {
        List<ReplayStep> steps = plan.run().stream()
                .filter(step -> step.audiences().reads() != step.audiences().writes())
                .toList();
        Set<Long> sets = new HashSet<>();
        steps.forEach(step ->
                sets.addAll(List.of(step.audiences().reads(), step.audiences().writes())));
        Map<Long, Set<String>> names = sets.isEmpty() ? Map.of() : table.audiences(sets);
        for (ReplayStep step : steps) {
            for (String audience : readOnly(step.audiences(), names)) {
                firstReads.merge(
                        new Read(audience, byRows && !step.rows().areAll()),
                        ReplayKey.of(step.record()),
                        (one, other) -> one.isBefore(other) ? one : other);
            }
        }
    }

    private static Set<String> readOnly(AudienceSets audiences, Map<Long, Set<String>> names) {
        Set<String> readOnly = new HashSet<>(names.getOrDefault(audiences.reads(), Set.of()));
        readOnly.removeAll(names.getOrDefault(audiences.writes(), Set.of()));
        return readOnly;
    }

    /**
     * {@return the sets of audiences of which a change cannot be undone alone, each with the key of the first run that reads it} Their
     * later readers and writers must run again.
     */
    Map<Long, ReplayKey> tied(List<LaterChange> changes) {
        Set<Set<String>> audiences = new HashSet<>();
        changes.stream().filter(LaterChange::isTied).forEach(each -> audiences.add(Set.of(each.audience())));
        Map<Long, ReplayKey> tied = new HashMap<>();
        table.ids(audiences)
                .forEach((names, set) -> names.forEach(name -> {
                    firstRead(name).ifPresent(key -> tied.put(set, key));
                }));
        return tied;
    }

    private Optional<ReplayKey> firstRead(String audience) {
        return Stream.of(firstReads.get(new Read(audience, false)), firstReads.get(new Read(audience, true)))
                .filter(Objects::nonNull)
                .min(ReplayKey::compareTo);
    }

    /** {@return the changes by record, in replay order} */
    static List<PutBack> putBack(List<LaterChange> changes) {
        Map<ReplayKey, List<Long>> positions = new TreeMap<>();
        changes.forEach(each ->
                positions.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.position()));
        return positions.entrySet().stream()
                .map(each -> new PutBack(each.getKey(), each.getValue()))
                .toList();
    }
}

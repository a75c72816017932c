package org.synchrotron.client.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.synchrotron.client.BuildsOn;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.FoundedAudience;
import org.synchrotron.log.LogEntry;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/**
 * Finds the records that build on quarantined ones: those that changed a row which a quarantined record, or a record that builds on one, had
 * changed before, and those that changed rows of an audience which such a record founded. Used once.
 */
final class Dependents {

    private final Map<RowRef, ActionRecord> writers = new HashMap<>();
    private final Map<ActionId, ActionRecord> aside = new HashMap<>();
    private final Map<ActionId, BuildsOn> dependents = new LinkedHashMap<>();

    private Dependents() {}

    /**
     * {@return the records that build on the quarantined ones, and why, in replay order}
     *
     * @param records in replay order, with their effects; the quarantined ones included
     */
    static Map<ActionId, BuildsOn> of(Set<ActionId> quarantined, List<LogEntry> records) {
        Dependents found = new Dependents();
        for (LogEntry entry : records) {
            if (quarantined.contains(entry.record().id())) {
                found.add(entry);
            } else {
                found.reason(entry).ifPresent(reason -> {
                    found.dependents.put(entry.record().id(), reason);
                    found.add(entry);
                });
            }
        }
        return found.dependents;
    }

    /**
     * {@return the records, each with the one on which it builds}
     *
     * @param aside all that are quarantined, in replay order
     * @param effects returns the record with its effects
     */
    static List<QuarantinedRecord> explain(List<QuarantinedRecord> aside, Function<ActionRecord, LogEntry> effects) {
        Map<ActionId, BuildsOn> reasons = new HashMap<>();
        aside.stream()
                .filter(each -> !each.isRefused())
                .map(QuarantinedRecord::refused)
                .distinct()
                .forEach(refused -> reasons.putAll(of(Set.of(refused), with(refused, aside, effects))));
        return aside.stream()
                .map(each -> each.with(Optional.ofNullable(reasons.get(each.id()))))
                .toList();
    }

    /** Only these: others that changed the same rows have nothing to do with it. */
    private static List<LogEntry> with(
            ActionId refused, List<QuarantinedRecord> aside, Function<ActionRecord, LogEntry> effects) {
        return aside.stream()
                .filter(each -> each.refused().equals(refused))
                .map(each -> effects.apply(each.record()))
                .toList();
    }

    private void add(LogEntry entry) {
        aside.put(entry.record().id(), entry.record());
        entry.effects().forEach(change -> writers.put(change.row(), entry.record()));
    }

    private Optional<BuildsOn> reason(LogEntry entry) {
        Stream<BuildsOn> sharesRow = entry.effects().stream()
                .map(RowChange::row)
                .filter(writers::containsKey)
                .map(row -> because(requireNonNull(writers.get(row)), Optional.of(row)));
        Stream<BuildsOn> founded = entry.effects().stream()
                .map(RowChange::audience)
                .map(FoundedAudience::founder)
                .flatMap(Optional::stream)
                .filter(aside::containsKey)
                .map(founder -> because(requireNonNull(aside.get(founder)), Optional.empty()));
        return Stream.concat(sharesRow, founded).findFirst();
    }

    private static BuildsOn because(ActionRecord earlier, Optional<RowRef> row) {
        return new BuildsOn(earlier.id(), earlier.tag(), row);
    }
}
